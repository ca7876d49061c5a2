import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';

export class CreateCustomerDto {
  @IsString()
  @MaxLength(120)
  name: string;

  @IsOptional()
  @Matches(/^\d{10}$/, { message: 'TIN: digits only' })
  tin?: string;

  @Matches(/^\d{9}-?\d{4}$/, { message: 'BIN: 000123456-0101' })
  bin: string;

  @Matches(/^01[0-9]{9}$/, { message: 'mobile: eleven digits from 01' })
  mobile: string;

  @IsOptional()
  @Matches(/^02\d{8}$/, { message: 'office telephone in Dhaka: 02 and eight digits' })
  officeTelephone?: string;

  @IsOptional()
  @Matches(/^\d{12}$/, { message: 'account number: twelve digits' })
  bankAccount?: string;

  @IsString()
  @MaxLength(40)
  district: string;
}
