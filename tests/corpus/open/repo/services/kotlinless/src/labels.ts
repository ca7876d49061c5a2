export const LABELS = {
  vatLine: 'VAT @ 15%',
  tdsLine: 'Less: TDS (5%)',
  vdsLine: 'VDS 7.5% deducted at source',
  sdLine: 'SD @20%',
  cashback: '15% cashback',
  retention: 'Less: retention (10%)',
  commission: 'Agent commission 5%',
  credit: 'Payable within 30 days of invoice',
  ret: 'Submit the VAT return (Mushak-9.1) by the 15th',
  dep: 'Deposit TDS to the treasury within 14 days',
  fy: 'Fiscal year: 1 July to 30 June',
  fyTitle: 'Financial Year',
  round: 'Amounts are rounded to the nearest taka',
  nid: 'NID (10/13/17 digits)',
  bin: 'BIN — 13 digits, e.g. 000123456-0101',
  mobile: '11-digit mobile number',
  pin: 'Enter your 12 digit voucher code',
  seats: '13 digit barcode',
  tank: 'Fuel at 15%',
};
type NidLength = 10 | 13 | 17;
type PageLength = 10 | 25;
export type { NidLength, PageLength };
