import { IsIn, IsNumber, IsOptional, Matches } from 'class-validator';

export class InvoiceDto {
  @IsNumber()
  net: number;

  @IsOptional()
  @Matches(/^\d{13}$/)
  buyerBin?: string;

  @IsIn([0, 5, 7.5, 10, 15])
  vatRate: number;
}
