import { Length, Matches } from 'class-validator';

export class EmployeeDto {
  @Matches(/^(\d{10}|\d{13}|\d{17})$/)
  nid: string;

  @Matches(/^01[3-9]\d{8}$/)
  mobile: string;

  @Length(12, 12)
  etin: string;
}

export class TransferDto {
  @Length(17, 17)
  nid: string;
}

export class ExitDto {
  @Matches(/^\+8801\d{9}$/)
  mobile: string;
}

export class NomineeDto {
  @Length(10, 17)
  nid: string;
}
