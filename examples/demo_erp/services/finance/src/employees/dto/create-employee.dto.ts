import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { MOBILE_PATTERN } from '../../common/identifiers';

export class CreateEmployeeDto {
  @IsString()
  @MaxLength(80)
  name: string;

  @Matches(/^(\d{10}|\d{17})$/, { message: 'NID: 10 or 17 digits' })
  nid: string;

  @Matches(MOBILE_PATTERN, { message: 'mobile: 01XXXXXXXXX' })
  mobile: string;

  @Matches(/^(?:[0-9]{10}|[0-9]{13}|(?:19|20)[0-9]{15})$/, { message: 'NID of the nominee' })
  nomineeNid: string;

  @IsOptional()
  @Matches(/^\d{17}$/, { message: 'birth registration number: 17 digits' })
  birthRegistration?: string;

  /** The column of the attendance sheet, as the fingerprint reader numbers them. */
  @Matches(/^\d{6}$/)
  attendanceColumnId: string;
}

/** Who vouches for a site guard. */
export class GuarantorDto {
  @Matches(/^(?:\d{10}|\d{13}|\d{16,17})$/, { message: 'NID of the guarantor' })
  guarantorNid: string;

  @Matches(/^[A-Z]\d{8}$|^[A-Z]{2}\d{7}$/, { message: 'passport number' })
  passport: string;
}
