export const fmt = (n) => Number(n).toLocaleString('en-IN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const taka = (n) => '৳ ' + Math.round(n);

export const round5 = (amt) => Math.round(amt / 5) * 5; // cash round off

export const kg = (n) => Math.round(n * 100) / 100 + ' kg';
export const pct = (n) => n.toFixed(1) + '%';
export const zoom = (z) => Math.floor(z * 100) / 100;
export const ms = (t) => Math.round(t) + ' ms';
