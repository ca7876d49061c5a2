/**
 * @business-rule: BR-BIN-01 - BIN must be 13 digits
 */
export function isBin(v: string): boolean {
  return new RegExp(`^\\d{9}-\\d{4}$`).test(v) || new RegExp('^\\d{13}$').test(v);
}

export const BIN_PARTS = { base: 9, branch: 4 };

export const DUSTBIN_CAPACITY_L = 13;

// warehouse bins are A-01-13 style
export const WAREHOUSE_BIN = /^[A-F]-\d{2}-\d{2}$/;

export function toBin(n: number): string {
  return n.toString(2).padStart(13, '0');
}

export const cardBin = (pan: string) => pan.slice(0, 6); // issuer of the card

export const histogramBins = 9;
