import { IsDateString, IsIn, IsMobilePhone, IsNotEmpty, IsNumberString, IsOptional, Length, Matches } from 'class-validator';

const NID_PATTERN = /^(\d{10}|\d{13}|\d{17})$/;

export class EmployeeDto {
  @IsNotEmpty()
  fullName: string;

  @IsNotEmpty()
  fullNameBn: string;

  @Matches(NID_PATTERN, { message: 'সঠিক জাতীয় পরিচয়পত্র নম্বর দিন' })
  nid: string;

  @IsMobilePhone('bn-BD')
  mobileNo: string;

  @IsOptional()
  @IsMobilePhone('en-IN')
  kolkataContact?: string;

  @IsOptional()
  @IsNumberString()
  @Length(11, 11)
  emergencyMobile?: string;

  @IsOptional()
  @Length(17, 17)
  vehicleVin?: string;

  @IsOptional()
  @Matches(/^[A-Z]{2}\d{7}$/)
  passportNo?: string;

  @IsDateString()
  joiningDate: string;

  @IsIn(['A+', 'A-', 'B+', 'B-', 'AB+', 'AB-', 'O+', 'O-'])
  bloodGroup: string;

  @IsOptional()
  @Length(10, 10)
  punchCardNo?: string;
}
