import { Length, Matches, MaxLength } from 'class-validator';

export class CreateBinDto {
  @Length(13, 13)
  bin: string;

  @Matches(/^[A-Z]\d{2}-\d{2}-\d{4}$/)
  binCode: string;

  @MaxLength(9)
  parentBin: string;
}
