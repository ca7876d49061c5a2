import { IsNumber, Length } from 'class-validator';

export class RefundDto {
  @IsNumber()
  gross: number;

  @Length(11, 11)
  buyerBin: string;
}
