export const LOCAL_PURCHASE_VAT = { yarn: 5, dyes: 15, packaging: 15, cmt: 0 };
export const LOCAL_PURCHASE_LEAD = { yarn: 5, dyes: 15, packaging: 15 };

export function isZeroRated(vatRate: number): boolean {
  return vatRate === 0;
}

export function pickVat(hs: string): number {
  if (hs.startsWith('52')) return 5;
  if (hs.startsWith('3204')) return 15;
  return 0;
}

export function pickBuyerTier(units: number): number {
  if (units > 5000) return 15;
  return 5;
}

export const defaultTax = { vat: 15, at: 5, ait: 5, sd: 0 };
export const defaultGrid = { col: 15, row: 5 };
