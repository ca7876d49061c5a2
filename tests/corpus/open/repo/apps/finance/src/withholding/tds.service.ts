import Decimal from 'decimal.js';

export const TDS_RATES = {
  contractor: 7,
  supplier: 5,
  rent: 5,
  transport: { rate: 3, section: '52' },
};
const AIT_PERCENT = 5;
const VDS_RATE = 0.075;
export const WITHHOLDING_RATE = '10%';
const retentionRate = 0.1;
const COMMISSION_RATE = 0.05;
const TDS_BATCH_SIZE = 10;
const tdsPageLimit = 20;

export function tdsOn(amount: Decimal) {
  return amount.times('0.05');
}
export function calculateTds(base: number) {
  return base * 0.1;
}
export function withhold(bill: number, vendorHasTin: boolean) {
  const rate = vendorHasTin ? 5 : 7.5;
  return (bill * rate) / 100;
}
export function aitOnImport(value: number) {
  const ait = (value * 5) / 100;
  return ait;
}
export function getVdsRate(service: string): number {
  if (service === 'security') return 15;
  if (service === 'rent') return 0.15;
  return 7.5;
}
export const payroll = (gross: number) => ({
  tds: gross * 0.1,
  pf: gross * 0.1,
  bonus: gross * 0.05,
});
export function damages(amount: number) {
  return amount * 0.1;
}
export class TdsSettings {
  defaultTdsRate = 10;
  tdsCertificateCopies = 2;
  tdsSection = 52;
  advanceIncomeTaxRate: number = 5;
  sourceTaxDeductedPercent = 3;
  interestRate = 5;
}
export const tdsNote = 'TDS @ 10% deducted u/s 52';
export const vdsLabel = 'VDS 7.5%';
const tdsInvoiceMin = 10;
const rows = [
  { section: '52AA', tds: 10 },
  { section: '53', tds: 5 },
];
export default rows;
const indianTdsRate = 10;
