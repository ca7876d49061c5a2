import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsMobilePhone, IsNotEmpty, Length, Matches, MaxLength, MinLength, ValidateIf } from 'class-validator';

export class TaxpayerDto {
  @ApiProperty({ example: '123456789012', minLength: 12, maxLength: 12 })
  @IsNotEmpty()
  @Length(12, 12, { message: 'tin 12 digit hobe' })
  tin: string;

  @Transform(({ value }) => value?.replace('-', ''))
  @Matches(/^\d{13}$/)
  bin: string;

  @ValidateIf((o) => !o.passport)
  @MinLength(10)
  @MaxLength(17)
  nid: string;

  @IsMobilePhone('bn-BD', {}, { message: 'mobile number ti sothik noy' })
  phoneNumber: string;

  @Matches(/^\d{11}$/, { message: 'Mobile must be 11 digits' })
  guardianMobile: string;

  @Matches(/^\d{11}$/)
  trxId: string;

  @Length(12, 12)
  holdingNo: string;

  @Matches(/^[A-Z]{2}\d{7}$/)
  passport: string;

  @MaxLength(13)
  dustbin: string;

  @Length(2, 2)
  tinCircleCode: string;
}
