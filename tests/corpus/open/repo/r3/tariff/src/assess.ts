import Decimal from 'decimal.js';

const pct = (n: number) => new Decimal(n).div(100);

export interface Assessed { cd: Decimal; sd: Decimal; vat: Decimal; ait: Decimal }

export function assess(av: Decimal, hs: string): Assessed {
  const cd = av.mul(pct(25));
  const sd = av.plus(cd).mul(pct(20));
  const vat = av.plus(cd).plus(sd).mul(pct(15));
  const ait = av.mul(pct(5));
  const docFee = av.mul(pct(1));
  return { cd, sd, vat, ait };
}

export const REDUCED_VAT_HS = new Map<string, number>([
  ['3004', 2.4],
  ['8471', 5],
]);

export const GRACE_HS = new Map<string, number>([
  ['3004', 2],
  ['8471', 5],
]);

export const SD_SLABS = [
  { upToCc: 1600, pct: 45 },
  { upToCc: 2000, pct: 200 },
  { upToCc: 3000, pct: 350 },
] as const;

export const AGE_SLABS = [
  { upTo: 30, pct: 45 },
  { upTo: 60, pct: 25 },
] as const;

export function assertVat(rate: number): void {
  if (![0, 5, 7.5, 10, 15].includes(rate)) {
    throw new RangeError(`unexpected VAT ${rate}`);
  }
  if (rate === 7.5) console.warn('truncated base');
}

export function assertRoom(level: number): void {
  if (![0, 5, 10, 15].includes(level)) throw new RangeError('level');
}

const toPaisa = (t: number) => Math.round(t * 100);
export const vatPaisa = (paisa: number) => Math.round((paisa * 1500) / 10000);
export const vatBig = (paisa: bigint) => (paisa * 15n) / 100n;
export const jitterPaisa = (ms: number) => Math.round((ms * 1500) / 10000);
