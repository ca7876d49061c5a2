import { Length, Matches } from 'class-validator';

export class CustomerDto {
  @Length(12, 12)
  tin: string;

  @Matches(/^01[5-9]\d{8}$/)
  phone: string;
}
