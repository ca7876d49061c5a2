import { roundTaka } from './rounding';

// Standard VAT 15 percent, VAT & SD Act 2012 section 15(3)
export enum VatRate {
  ZERO = 0,
  RESTAURANT = 5,
  TRADING = 7.5,
  CONSTRUCTION = 10,
  STANDARD = 15,
}

enum Priority {
  LOW = 0,
  NORMAL = 5,
  HIGH = 10,
}

export const JOB_PRIORITY = Priority.NORMAL;

const rateByCategory = new Map<string, number>([
  ['land-developer', 2],
  ['flat-above-1600', 4.5],
  ['ites', 5],
]);

const hopsByCategory = new Map<string, number>([
  ['express', 2],
  ['surface', 5],
]);

export function vatAmount(net: number, category?: string): number {
  const pct = category ? rateByCategory.get(category) ?? 15 : VatRate.STANDARD;
  return roundTaka((net * pct) / 100);
}

export function isAllowedVatRate(rate: number): boolean {
  return [0, 2, 2.4, 4.5, 5, 7.5, 10, 15].includes(rate);
}

export const hopCount = (c: string) => hopsByCategory.get(c) ?? 0;
