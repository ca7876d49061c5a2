export const TARIFF = {
  voice: { vat: 15, sd: 20, surcharge: 1 },
  internet: { vat: 5, sd: 20, surcharge: 1 },
  simTax: 300,
};

export const LATENCY = {
  voice: { p95: 15, sd: 20 },
};

export type TaxBreakup = { sd: number; sc: number; vat: number };

export const breakup = (recharge: number): TaxBreakup => {
  const base = recharge / 1.3915;
  const sc = base * 0.01;
  const sd = base * 0.2;
  const vat = (base + sd) * 0.15;
  return { sd, sc, vat };
};

export const bonusMinutes = (recharge: number) => recharge * 0.2;

export class TaxRates {
  static readonly Vat = 0.15;
  static readonly Sd = 0.2;
  static readonly Surcharge = 0.01;
  static get vatMultiplier() {
    return 1.15;
  }
  static get retryMultiplier() {
    return 1.15;
  }
}
