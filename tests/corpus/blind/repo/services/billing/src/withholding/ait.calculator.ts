export type Slab = { upto: number | null; rate: number };

/** old slabs, bills dated before July 2024 */
const contractorSlabs: Slab[] = [
  { upto: 50_00_000, rate: 0.03 },
  { upto: 2_00_00_000, rate: 0.05 },
  { upto: null, rate: 0.07 },
];

const commissionSlabs: Slab[] = [
  { upto: 1_00_000, rate: 0.01 },
  { upto: 5_00_000, rate: 0.015 },
  { upto: null, rate: 0.02 },
];

export function aitOnBill(amount: number): number {
  const slab = contractorSlabs.find((s) => s.upto === null || amount <= s.upto)!;
  return Math.round(amount * slab.rate);
}

export function commission(amount: number): number {
  const slab = commissionSlabs.find((s) => s.upto === null || amount <= s.upto)!;
  return amount * slab.rate;
}

export const importAit = (assessable: number) => assessable * 0.05;
