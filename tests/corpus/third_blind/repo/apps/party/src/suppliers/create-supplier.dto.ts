import { IsEmail, IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Length, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';

export class CreateSupplierDto {
  @IsString()
  @MaxLength(160)
  name: string;

  // twelve digits since July 2013; the older 10-digit ones are void
  @IsString()
  @Length(12, 12, { message: 'TIN must have 12 digits' })
  tin: string;

  @IsOptional()
  @MinLength(10)
  @MaxLength(12)
  previousTin?: string;

  @Matches(/^[0-9]{9}-[0-9]{4}$/, { message: 'BIN looks like 000123456-0101' })
  bin: string;

  @IsOptional()
  @Length(13, 14)
  branchBin?: string;

  @Matches(/^(?:\+?88)?01[3-9]\d{8}$/)
  mobile: string;

  @IsOptional()
  @MinLength(11)
  @MaxLength(14)
  whatsappMobile?: string;

  @IsOptional()
  @Matches(/^(\d{10}|\d{13}|\d{17})$/)
  proprietorNid?: string;

  @IsEmail()
  email: string;

  @Length(9, 9)
  routingNumber: string;

  @Matches(/^\d{13,17}$/)
  accountNumber: string;

  @IsOptional()
  @Matches(/^0?2\d{7,9}$/)
  officePhone?: string;

  @IsOptional()
  @Length(8, 12)
  portalPassword?: string;

  @IsInt()
  @Min(0)
  @Max(90)
  creditDays: number;
}

export class SupplierBankDto {
  @ApiProperty({ minLength: 12, maxLength: 12 })
  @Length(12, 12)
  accountNo: string;

  @ApiProperty({ example: 'BRACBDDH' })
  @Length(8, 11)
  swift: string;

  @IsIn(['CURRENT', 'SAVINGS'])
  kind: string;
}

export class UpdateSupplierTaxDto {
  @IsNotEmpty()
  @Matches(/^\d{4}-?\d{4}-?\d{4}$/)
  etin: string;

  @IsNotEmpty()
  @Matches(/^\d{13}$/)
  businessIdentificationNumber: string;
}
