import { IsEmail, IsIn, IsNotEmpty, IsNumberString, IsOptional, Length, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';

export class CreateSupplierDto {
  @IsNotEmpty()
  @MaxLength(150)
  name: string;

  @IsOptional()
  @Length(12, 12, { message: 'E-TIN must have exactly 12 digits' })
  etin?: string;

  @Matches(/^[0-9]{9}-[0-9]{4}$/, {
    message: 'BIN looks like 000123456-0101',
  })
  bin: string;

  @IsOptional()
  @IsNumberString()
  @MinLength(10)
  @MaxLength(17)
  proprietorNid?: string;

  @Matches(/^(?:\+?88)?01[3-9]\d{8}$/)
  mobile: string;

  @IsOptional()
  @Matches(/^0(?:2|[3-9][0-9]{1,2})[0-9]{6,7}$/)
  landPhone?: string;

  @IsEmail()
  email: string;

  @IsOptional()
  @Matches(/^\d{9}$/, { message: 'Routing number has nine digits' })
  routingNo?: string;

  @IsOptional()
  @Length(13, 17)
  bankAccountNo?: string;

  @Min(0)
  @Max(15)
  ratingPoints: number;

  @IsIn([7, 15, 30, 45])
  creditDays: number;
}
