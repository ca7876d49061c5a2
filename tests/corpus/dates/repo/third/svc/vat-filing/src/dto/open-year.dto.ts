import { IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';
import { z } from 'zod';

export class OpenYearDto {
  @Matches(/^\d{4}-\d{2}$/, { message: 'like 2025-26' })
  fiscalYear: string;

  @Matches(/^\d{4}-\d{2}$/)
  salaryMonth: string;

  @IsInt()
  branchId: number;
}

export const closeYear = z.object({
  financialYear: z.string().regex(/^20\d\d-20\d\d$/),
  academicSession: z.string().regex(/^20\d\d-20\d\d$/),
  startMonth: z.number().default(7),
});

export const emailOptions = z.object({
  retentionMonths: z.number().default(7),
});
