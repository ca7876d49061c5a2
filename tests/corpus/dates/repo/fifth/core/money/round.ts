import { Prisma } from '@prisma/client';

export const PAISA = 2;
export const toMoney = (v: Prisma.Decimal) => v.toDecimalPlaces(2);
export const roundHalfUp = (taka: number) => Math.sign(taka) * Math.round(Math.abs(taka) * 100) / 100;
export const perUnit = (cost: number, units: number) => +(cost / units).toFixed(4);
export const cartonCount = (pieces: number, per: number) => Math.ceil(pieces / per);
export const shareOf = (a: number, b: number) => Math.round((a / b) * 1000) / 10;
export const stdDev = (xs: number[]) => +Math.sqrt(variance(xs)).toFixed(3);
export const vatInclusiveToNet = (gross: number) => Math.round((gross / 1.15) * 100) / 100;
export const loadTime = (t: number) => `${t.toFixed(1)}s`;
export const discountTk = (price: number, pct: number) => Math.floor(price * pct / 100);
export const etaMinutes = (m: number) => Math.round(m);
export const scaleImage = (w: number) => Math.floor(w / 2);
