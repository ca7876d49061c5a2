import { IsMobilePhone } from 'class-validator';

// imported as a type only: at run time the pipe sees Object
export class ContactDto {
  @IsMobilePhone('bn-BD')
  mobile: string;
}
