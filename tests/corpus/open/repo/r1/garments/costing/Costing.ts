interface Opts { vatRate?: number; cmMargin?: number }

export function fob(opts: Opts) {
  const { vatRate = 15, cmMargin = 15 } = opts;
  const rate = opts.vatRate ?? 7.5;
  const wastage = 1.15;
  const fabric = 100 * 1.05;
  const incomeTaxAtSource = 0.01;
  const sourceTaxOnExport = 1;
  const exportIncentive = 0.04;
  return { vatRate, cmMargin, rate, wastage, fabric };
}

export const utsheKor = { rent: 5, doctor: 10 };
export const musokHar = 15;
export const chharHar = 15;
export const sompurokShulko = 20;
export const bhatPercent = 7.5;
export const VAT_BPS = 1500;
export const FX_BPS = 1500;
