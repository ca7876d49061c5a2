import { IsNumberString, IsOptional, Length, Matches, MaxLength, IsIn, IsPhoneNumber } from 'class-validator';

export class KycDto {
  @IsNumberString()
  @Length(12, 12)
  taxpayerIdentificationNumber!: string;

  @IsOptional()
  @Matches(/^([0-9]{10}|[0-9]{13}|[0-9]{17})$/)
  nationalIdNo?: string;

  @Matches(/^01[3-9][0-9]{2}-?[0-9]{6}$/)
  contactNumber!: string;

  @Matches(/^\d{9}$/)
  bankRoutingNo!: string;

  @Length(13, 17)
  settlementAccount!: string;

  @Length(17, 17)
  birthCertificateNo!: string;

  @Matches(/^[A-Z]{2}\d{7}$/)
  passportNo!: string;

  @Matches(/^\d{6}$/)
  mobileOtp!: string;

  @MaxLength(14)
  vatRegNo?: string;

  @IsIn([10, 13, 17], { message: 'unsupported paper size' })
  paper?: number;
}
