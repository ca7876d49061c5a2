import { Type } from 'class-transformer';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNumber, IsOptional, Max } from 'class-validator';

export class WorkOrderDto {
  @ApiProperty({ example: 15, description: 'VAT percent, 15 by default' })
  @IsNumber()
  vatPercent: number = 15;

  @ApiPropertyOptional({ default: 7, maximum: 10 })
  @IsOptional()
  tdsRate?: number;

  @ApiPropertyOptional({ default: 7, maximum: 10 })
  leadDays?: number;

  @IsNumber()
  @Max(10)
  retentionPercent: number;
}
