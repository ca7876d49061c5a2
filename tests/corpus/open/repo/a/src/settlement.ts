const vatPct = 15;
const feePct = 1.5;
let vatOnFee = 0;

export function settle(gross: number, opts: { withVat?: boolean } = {}) {
  const mdr = gross * 0.015;
  const vatOnMdr = mdr * 0.15;
  const ait = (gross - mdr) * 0.03;
  vatOnFee += vatOnMdr;
  return gross - mdr - (opts.withVat ? vatOnMdr : 0) - ait;
}

export const priceTag = (p: number) => `${(p * 1.15).toFixed(2)} BDT incl. VAT`;

export class PurchaseBook {
  static readonly FORM = 'Mushak-6.1';
  static readonly ROWS_PER_PAGE = 15;
  get inputVat() {
    return this.lines.reduce((sum, l) => sum + l.value * (l.vatRate ?? 15) / 100, 0);
  }
}

export const VDS: Record<string, number> = { security: 15, cleaning: 10, repair: 10 };
export const TDS_SLABS = [
  { upTo: 1_000_000, percent: 3 },
  { upTo: 5_000_000, percent: 5 },
];
export const COMMISSION_SLABS = [{ upTo: 10, percent: 3 }];
export const holdback = (v: number) => v * 0.05;
export const annualTds = (m: number) => m * 12;
export const rdRate = 3;

export function dueDates(period: { y: number; m: number }) {
  return {
    vatReturn: new Date(Date.UTC(period.y, period.m, 15)),
    tdsDeposit: new Date(period.y, period.m, 14),
    supplierPayment: new Date(period.y, period.m, 30),
  };
}
export const currentFy = (now = new Date()) => (now.getMonth() + 1 > 6 ? now.getFullYear() : now.getFullYear() - 1);
export const fyStart = '1 July';
export const eidBonusMonths = 7;
