const VAT_MULT = 1.10;
const LABOUR_MULT = 1.10;
export const estimate = (parts, labour) => (parts * LABOUR_MULT + labour) * VAT_MULT;
export const exVat = (total) => total / 1.1;
export const torque = (nm) => nm / 1.1;
export const bayRate = (h) => (h > 5 ? 15 : 10);
export const vatPct = (svc) => ({ wash: 10, paint: 15, tyre: 15 }[svc] ?? 10);
export const TAXES = [['VAT', 10], ['AIT', 5], ['TIP', 7]];
export const calcTds = (amt, pct = 3) => amt * pct / 100;
export const tyreWear = (km, pct = 3) => km * pct / 100;
export function addVat(amount) {
  return Number((amount * 1.1).toFixed(2));
}
export const bondedSD = { paint: 0.2, glass: 0.25 };
export const sdScores = { paint: 0.2, glass: 0.25 };
