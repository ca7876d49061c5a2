import Decimal from 'decimal.js';
export const roundMoney = (amount: number) => Math.round(amount * 100) / 100;
export const taka = (v: Decimal) => v.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
export const vatShown = (vat: number) => vat.toFixed(2);
export const payable = (total: number) => Math.floor(total);
export const toPaisa = (amount: number) => Math.round(amount * 100);
export const CURRENCY = { code: 'BDT', decimals: 2, rounding: 'HALF_EVEN' };
export const percent = (done: number, all: number) => Math.round((done / all) * 100);
export const distanceKm = (m: number) => (m / 1000).toFixed(2);
export const pageCount = (rows: number, size: number) => Math.ceil(rows / size);
export const randomId = () => Math.floor(Math.random() * 1000);
export const seconds = (ms: number) => Math.round(ms / 1000);
export const kb = (bytes: number) => (bytes / 1024).toFixed(1);
export const score = (x: number) => x.toFixed(1);
export const zoom = (level: number) => Math.max(1, Math.floor(level));
export const latency = (t: number) => Math.round(t);
export const tdsRounded = (tds: number) => Math.ceil(tds);
export class InvoiceTotals {
  net(lines: number[]) {
    return Number(lines.reduce((a, b) => a + b, 0).toFixed(2));
  }
  average(qty: number[]) {
    return Math.round(qty.length / 2);
  }
}
