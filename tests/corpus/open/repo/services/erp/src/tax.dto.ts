export class TaxDto {
  @ApiProperty({ description: '12-digit TIN', example: '123456789012' })
  tin: string;

  @ApiProperty({ pattern: '^\\d{13}$' })
  bin: string;

  @ApiProperty({ minLength: 10, maxLength: 17 })
  nid: string;

  @IsMobilePhone('bn-BD')
  mobile: string;

  @ApiProperty({ default: 15, minimum: 0, maximum: 100 })
  vatRate: number;

  @IsIn([0, 5, 7.5, 10, 15])
  vatPercent: number;

  @ApiProperty({ default: 15 })
  limit: number;

  @ApiProperty({ description: 'Withholding rate', default: 5 })
  tdsRate: number;

  @IsNumberString()
  @Length(12, 12)
  trackingId: string;
}
// @business-rule: BR-VAT-01 - VAT is 15% of the net amount
// @business-rule: BR-TIN-02 - a TIN has 12 digits
// @business-rule: BR-TDS-03 - TDS on contractors is 7%
// @business-rule: BR-DUE-04 - the VAT return is due by the 15th
// @business-rule: BR-SD-05 - supplementary duty of 20% on imported soap
// @business-rule: BR-FY-06 - the fiscal year starts in July
// @business-rule: BR-MSK-07 - invoices are issued on Mushak-6.3
// @business-rule: BR-NID-08 - NID has 10, 13 or 17 digits
// @business-rule: BR-MOB-09 - mobile numbers have 11 digits
// @business-rule: BR-BIN-10 - BIN has 13 digits
// @business-rule: BR-RND-11 - VAT is rounded to two decimals
// VAT is 15% here, see the law
// TIN must have 12 digits
