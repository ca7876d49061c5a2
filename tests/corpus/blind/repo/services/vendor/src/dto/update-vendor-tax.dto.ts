import { IsNumberString, IsOptional, Length, MinLength, MaxLength, ValidateIf } from 'class-validator';
import { Transform } from 'class-transformer';

export class UpdateVendorTaxDto {
  @Transform(({ value }) => value?.replace(/[\s-]/g, ''))
  @IsNumberString()
  @Length(12, 12, { message: 'টিআইএন ১২ সংখ্যার হতে হবে' })
  etin: string;

  // circle and zone come from the e-TIN certificate, 12 digit number printed on top
  @MaxLength(40)
  taxCircle: string;

  @ValidateIf((o) => o.vatRegistered)
  @MinLength(13)
  @MaxLength(14)
  vatRegNo?: string;

  @IsOptional()
  @Length(10)
  oldTinNo?: string;
}
