import { IsIn, IsNumber, Max, Min } from 'class-validator';

export class BillLineDto {
  @IsNumber()
  @Min(0)
  @Max(15)
  vatRate = 15;

  @Max(15)
  itemCount: number;

  @IsIn([0, 3, 5, 7.5, 10])
  tdsPercent: number;

  @IsIn([5, 10, 25])
  perPage: number;

  @Min(0) @Max(100)
  sdPercent = 0;

  @Max(15)
  discountPercent: number;
}
