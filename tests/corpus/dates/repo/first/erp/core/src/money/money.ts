import Big from 'big.js';
import Decimal from 'decimal.js';

Decimal.set({ precision: 28, rounding: Decimal.ROUND_HALF_UP });

export const toPaisa = (tk: number) => Math.round(tk * 100);
export const lineTotal = (qty: number, rate: number) => +(qty * rate).toFixed(2);
export const vatOf = (net: Big) => net.times(0.15).round(2, Big.roundHalfUp);
export const payableTaka = (amount: Decimal) => amount.toDecimalPlaces(0, Decimal.ROUND_UP);
export const nearestTaka = (amount: number) => Math.floor(amount + 0.5);
export const displayBdt = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'BDT', maximumFractionDigits: 2 });
export const MONEY_SCALE = 2;

export const toKg = (g: number) => (g / 1000).toFixed(3);
export const progressPct = (done: number, all: number) => Math.round((done / all) * 100);
export const pages = (count: number, size: number) => Math.ceil(count / size);
export const jitter = (ms: number) => Math.floor(Math.random() * ms);
export const distanceKm = (m: number) => Math.round(m / 100) / 10;
export const avgRating = (sum: number, n: number) => (sum / n).toFixed(1);
