import { IsEmail, IsMobilePhone, IsNumberString, IsOptional, IsString, Length, Matches, MaxLength, MinLength } from 'class-validator';
import { TIN_LENGTH, BIN_PATTERN } from '@erp/tax/constants';

export class CreateCustomerDto {
  @IsString()
  @MaxLength(120)
  name: string;

  @IsOptional()
  @Matches(/^\d{12}$/, { message: 'TIN must be 12 digits' })
  tin?: string;

  @IsNumberString()
  @Length(13, 13)
  bin: string;

  @MinLength(10)
  @MaxLength(17)
  nid: string;

  @Matches(/^(?:\+?88)?01[3-9]\d{8}$/)
  mobile: string;

  @Length(TIN_LENGTH)
  spouseTin?: string;

  @Matches(BIN_PATTERN)
  parentBin?: string;

  @Length(9, 9)
  routingNumber: string;

  @Matches(/^\d{12}$/)
  bankAccount: string;

  @Length(13, 13)
  passportMrz: string;

  @MaxLength(11)
  invoiceNo: string;

  @Matches(/^\d{4}$/)
  postcode: string;
}

export class UpdateSupplierDto {
  @Matches(
    /^[0-9]{9}-[0-9]{4}$/,
    { message: 'BIN looks like 000000000-0000' },
  )
  vatRegistrationNo: string;

  @IsMobilePhone('bn-BD')
  phone: string;

  @Matches(/^[0-9]{10}$|^[0-9]{13}$|^[0-9]{17}$/, { message: 'NID' }) ownerNid: string;
  @Matches('^[0-9]{12}$') ownerTin: string;
  @Length(10, 10, { message: 'old TIN' }) legacyTin: string;
  @Matches(/^01\d{9}$/) contactMobile: string;
  @Matches(/^[A-Z]{5}[0-9]{4}[A-Z]$/) panNumber: string;
  @Matches(/^\d{2}-\d{7}$/) usEin: string;
  @MaxLength(14) swiftReference: string;
}
