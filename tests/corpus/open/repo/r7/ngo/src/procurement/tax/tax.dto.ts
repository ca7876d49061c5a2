export class TaxLineDto {
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(0)
  @Max(350)
  sdRate?: number;

  @Transform(({ value }) => value ?? 7.5)
  vdsRate: number;

  @Transform(({ value }) => value ?? 5)
  copies: number;

  @IsEnum([5, 10, 15])
  shelf: number;
}
