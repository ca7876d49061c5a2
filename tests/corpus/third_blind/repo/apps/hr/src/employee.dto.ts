import { IsNumberString, IsOptional, IsPhoneNumber, Length, Matches, ValidateIf } from 'class-validator';

const MOBILE = /^(\+880|0)1[3-9]\d{8}$/;

export class EmployeeDto {
  @IsNumberString({ no_symbols: true })
  @Length(10, 17)
  nationalId: string;

  @Matches(MOBILE)
  mobile: string;

  @IsOptional()
  @Matches(/^\d{12}$/, { message: 'e-TIN is 12 digits' })
  etin?: string;

  @Length(5, 10)
  badgeNo: string;

  @IsOptional()
  @Length(17, 17)
  birthRegistrationNo?: string;

  @ValidateIf((o) => o.emergencyMobile)
  @Matches(/^8801[3-9]\d{8}$/)
  emergencyMobile?: string;

  @IsPhoneNumber()
  foreignPhone: string;

  @Length(11, 13)
  payrollAccount: string;

  @Length(12, 12)
  pfAccountNo: string;
}

export class NomineeDto {
  @Matches(/^([0-9]{10}|[0-9]{17})$/)
  nid: string;

  @Length(11, 11)
  mobileNo: string;

  @Length(4, 6)
  pin: string;
}
