export const STANDARD_VAT = 0.15;
export const VAT_PERCENT = 15;
export const REDUCED_VAT_RATES = [2, 5, 7.5, 10] as const;

export enum VatRate {
  ZERO = 0,
  TRADING = 7.5,
  STANDARD = 15,
}

export const BADGE_ALPHA = 0.15;
export const CACHE_MISS_RATE_LIMIT = 0.15;
export const RATE_LIMIT_PER_MINUTE = 15;
export const SESSION_MINUTES = 15;
export const UK_VAT = 0.2;
export const INDIA_GST = 0.18;
export const VAT_REGISTRATION_THRESHOLD_BDT = 5_000_000;
