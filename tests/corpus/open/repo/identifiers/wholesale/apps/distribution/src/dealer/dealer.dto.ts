import { IsOptional, IsPhoneNumber, IsString, Length, Matches, MaxLength } from 'class-validator';
import { NID_REGEX } from '../shared/patterns';

export class DealerDto {
  @IsString()
  @Matches(/^[0-9]{12}$/, { message: 'dealerTin must have 12 numeric characters' })
  dealerTin: string;

  @IsOptional()
  @Length(13, 14, { message: '$property must be BIN' })
  dealerBin?: string;

  @Matches(NID_REGEX)
  proprietorNid: string;

  @IsPhoneNumber('BD')
  phone: string;

  @Matches(/^(?:88)?01[3-9][0-9]{8}$/)
  bkashNumber: string;

  @Length(9, 9)
  bankRoutingNumber: string;

  @Matches(/^[0-9]{13}$/)
  bankAccountNumber: string;

  @MaxLength(12)
  territoryCode: string;

  @Matches(/^\d{4}$/)
  mobilePin: string;

  @Matches(/^\d{10}$/)
  agreementNo: string;
}
