import { IsPhoneNumber, IsString, Length, Matches } from 'class-validator';

export class SendOtpDto {
  @IsPhoneNumber('BD')
  msisdn: string;
}

export class VerifyOtpDto {
  @Matches(/^01\d{9}$/, { message: 'মোবাইল নম্বর ১১ ডিজিটের হতে হবে' })
  mobile: string;

  @IsString()
  @Length(6, 6)
  code: string;

  @IsPhoneNumber('SA')
  overseasPhone?: string;

  @Matches(/^\d{11}$/)
  transactionRef: string;
}
