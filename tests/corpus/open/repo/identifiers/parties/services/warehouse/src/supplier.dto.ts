import { Length } from 'class-validator';

export class SupplierDto {
  @Length(13, 13)
  bin: string;

  @Length(12)
  tin: string;
}
