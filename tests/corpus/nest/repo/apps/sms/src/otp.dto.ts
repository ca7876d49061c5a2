import { Matches } from 'class-validator';

// this service has no pipe
export class OtpDto {
  @Matches(/^01\d{9}$/)
  mobile: string;
}
