const WEIGHTS = { price: 0.7, technical: 0.15, delivery: 0.1, past: 0.05 };

export function score(p: { price: number; technical: number; delivery: number; past: number }): number {
  const s = p.price * WEIGHTS.price + p.technical * WEIGHTS.technical + p.delivery * WEIGHTS.delivery + p.past * WEIGHTS.past;
  return Math.round(s * 100) / 100;
}

export function earnestMoney(estimate: number): number {
  return estimate * 0.02;
}

export function performanceSecurity(value: number): number {
  return value * 0.1;
}

export function liquidatedDamages(value: number, weeks: number): number {
  return Math.min(value * 0.005 * weeks, value * 0.1);
}

export function nextPrebid(d: Date): Date {
  const x = new Date(d);
  x.setMonth(x.getMonth() + 1);
  return x;
}

export function vdsDeposit(paid: Date): Date {
  const x = new Date(paid);
  x.setMonth(x.getMonth() + 1, 7); // 7th of next month
  return x;
}

export function quarterlyTds(q: number, year: number): Date {
  return new Date(year, [9, 0, 3, 6][q - 1], 25);
}

export function tenderCloses(d: Date): Date {
  const x = new Date(d);
  x.setMonth(x.getMonth() + 1, 7);
  return x;
}

export const validityDays = 120;
export const fyBudgetFrom = '2026-07-01';
export const tenderOpens = '2026-07-01';
export const roundUpBags = (kg: number) => Math.ceil(kg / 50);
export const seconds = (t: number) => Math.trunc(t / 1000);
export const SD_BIDS = 1.96;
export const sdPlasticWare = 5; // SD %
