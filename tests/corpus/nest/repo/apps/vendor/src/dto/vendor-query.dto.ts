import { IsOptional, Matches } from 'class-validator';

export class VendorQueryDto {
  @IsOptional()
  @Matches(/^\d{4,12}$/)
  tin?: string;
}
