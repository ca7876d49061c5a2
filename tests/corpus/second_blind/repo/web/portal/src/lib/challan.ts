export const titles = {
  challan: 'Mushak 6.3 — Tax Challan',
  vds: 'Mushak 6.6 — VDS Certificate',
  creditNote: 'মূসক-৬.৭ ক্রেডিট নোট',
};

export const monthlyReturnTitle = `Mushak-9.1 of ${new Date().getFullYear()}`;

export function lineTotal(qty: number, price: number, vatPct: number): string {
  const total = qty * price * (1 + vatPct / 100);
  return total.toFixed(2);
}

export function paisa(taka: number): number {
  return Math.trunc(taka * 100);
}

export function progress(done: number, all: number): string {
  return ((done / all) * 100).toFixed(2) + ' %';
}

export function latLng(p: { lat: number; lng: number }): string {
  return `${p.lat.toFixed(5)},${p.lng.toFixed(5)}`;
}

export const wcagRatio = 4.5;
export const screenAspect = 16 / 9;
export const nextVersion = '9.1';
export const bathymetry = { depth: 6.3 };
