import { Length } from 'class-validator';

export class GuarantorDto {
  @Length(13, 17)
  nid: string;
}
