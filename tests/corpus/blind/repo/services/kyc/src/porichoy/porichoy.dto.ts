import { IsNumberString, Length, Matches, MaxLength, MinLength } from 'class-validator';

export class PorichoyRequest {
  @IsNumberString()
  @MinLength(10)
  @MaxLength(17)
  nationalId: string;

  @Matches(/^(19|20)\d{15}$/, { message: '17-digit NID starts with the year of birth' })
  longNid: string;

  @Length(13, 13)
  purono_nid: string;

  @Matches(/^[0-9]{17}$/)
  birthRegistrationNo: string;

  @Length(12, 12)
  applicationNo: string;

  @Matches(/^880\d{10}$/)
  msisdn: string;
}
