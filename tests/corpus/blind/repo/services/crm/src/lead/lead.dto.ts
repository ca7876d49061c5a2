import { IsEnum, IsInt, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { Type } from 'class-transformer';

enum Stage { NEW = 'new', SITE_VISIT = 'site-visit', BOOKED = 'booked' }

export class LeadDto {
  @Length(2, 80)
  name: string;

  // 01 diye shuru, total 11 digit
  @Matches(/^(013|014|015|016|017|018|019)[0-9]{8}$/)
  phone: string;

  @IsOptional()
  @Matches(/^\+?[1-9]\d{6,14}$/)
  whatsapp?: string;

  @IsOptional()
  @Length(10, 17, { message: 'NID 10-17 digit' })
  nidNumber?: string;

  @IsEnum(Stage)
  stage: Stage;

  @Type(() => Number)
  @IsInt()
  @Min(10)
  @Max(17)
  instalments: number;

  @IsOptional()
  @Matches(/^\d{3}-\d{2}-\d{4}$/)
  ssn?: string;

  @IsOptional()
  @Matches(/^[2-9]\d{3}\s?\d{4}\s?\d{4}$/)
  aadhaar?: string;
}
