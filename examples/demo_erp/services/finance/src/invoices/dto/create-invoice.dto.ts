import { Type } from 'class-transformer';
import { ArrayNotEmpty, IsInt, IsPositive, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { BIN_PATTERN } from '../../common/identifiers';

const TWO_DECIMALS = /^\d{1,12}\.\d{2}$/;

export class InvoiceLineDto {
  @IsString()
  @MaxLength(200)
  description: string;

  @IsInt()
  @IsPositive()
  quantityMilli: number;

  @Matches(TWO_DECIMALS)
  unitPrice: string;
}

export class CreateInvoiceDto {
  @IsInt()
  customerId: number;

  @Matches(BIN_PATTERN)
  buyerBin: string;

  /** The buyer's own order: PO- and ten digits. */
  @Matches(/^PO-\d{10}$/)
  orderNumber: string;

  @Matches(TWO_DECIMALS)
  advance: string;

  @ValidateNested({ each: true })
  @Type(() => InvoiceLineDto)
  @ArrayNotEmpty()
  lines: InvoiceLineDto[];
}
