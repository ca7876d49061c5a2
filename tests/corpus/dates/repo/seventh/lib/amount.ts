export const r2 = (amt: number) => Math.round((amt + Number.EPSILON) * 100) / 100;
export const ceilTaka = (fee: number) => Math.ceil(fee);
export const eta = (m: number) => Math.ceil(m / 60);
export const vatShare = (vat: number, gross: number) => (vat / gross * 100).toFixed(1) + '%';
export const tableHeight = (rows: number) => Math.floor(rows * 1.5);
export const netSalary = (gross: number, tds: number) => Number((gross - tds).toFixed(2));
export const co2 = (t: number) => t.toFixed(2) + ' kg';
export const BDT = new Intl.NumberFormat('bn-BD', { style: 'currency', currency: 'BDT', minimumFractionDigits: 2 });
