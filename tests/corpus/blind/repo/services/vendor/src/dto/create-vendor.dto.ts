import { IsEmail, IsNotEmpty, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';

export class CreateVendorDto {
  @ApiProperty({ example: 'Meghna Steel Traders' })
  @IsNotEmpty()
  @MaxLength(120)
  name: string;

  @ApiProperty({ description: 'e-TIN of the vendor', example: '123456789012' })
  @Matches(/^\d{12}$/, { message: 'TIN must be exactly 12 digits' })
  tin: string;

  @IsOptional()
  @Matches(/^\d{9}-\d{4}$/, { message: 'BIN format: 000123456-0101' })
  bin?: string;

  @IsNotEmpty()
  @Matches(/^(?:\+?88)?01[3-9]\d{8}$/)
  contactMobile: string;

  @IsOptional()
  @IsEmail()
  email?: string;

  @IsOptional()
  @Length(9, 9)
  routingNumber?: string;

  @IsOptional()
  @Length(13, 13, { message: 'account number must be 13 characters' })
  bankAccountNo?: string;

  @IsString()
  @IsOptional()
  remarks?: string;
}
