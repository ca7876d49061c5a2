export function roundTaka(v: number): number {
  return Math.round((v + Number.EPSILON) * 100) / 100;
}

export const floorPaisa = (v: number) => Math.floor(v * 100) / 100;

export const MONEY_SCALE = 2;
export const ROUNDING_MODE = 'HALF_EVEN';

export const roundMinutes = (m: number) => Math.round(m / 15) * 15;
export const roundCoord = (deg: number) => Number(deg.toFixed(6));
export const cpuPercent = (x: number) => `${(x * 100).toFixed(1)}%`;
export const starRating = (r: number) => Math.round(r * 2) / 2;
