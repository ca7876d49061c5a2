import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength, MinLength, ValidateIf } from 'class-validator';

const SMART_NID = /^[0-9]{10}$/;
const PAPER_NID = /^([0-9]{13}|[0-9]{17})$/;

export class VendorKycDto {
  @ApiProperty({ minLength: 12, maxLength: 12 })
  @IsString()
  taxIdentificationNumber: string;

  @ApiProperty({ pattern: '^[0-9]{13}$' })
  @IsString()
  businessIdentificationNumber: string;

  @ValidateIf((o: VendorKycDto) => o.nidKind === 'SMART')
  @Matches(SMART_NID)
  smartCardNo?: string;

  @ValidateIf((o: VendorKycDto) => o.nidKind === 'PAPER')
  @Matches(PAPER_NID)
  nationalId?: string;

  nidKind: 'SMART' | 'PAPER';

  @MinLength(11)
  @MaxLength(14)
  signatoryMobileNo: string;

  @Matches(/^[A-Z]{1,2}[0-9]{7,8}$/)
  passportNo?: string;

  @MaxLength(12)
  tradeLicenceNo?: string;

  @Matches(/^[A-Z]{4}BD[A-Z0-9]{2}([A-Z0-9]{3})?$/)
  swift?: string;
}
