import { PaymentNature } from './payment-nature.enum';

// Section 89, 90 of ITA 2023 - ref: Finance Act 2025
export const TDS_RATES: Record<PaymentNature, number> = {
  [PaymentNature.CONTRACTOR]: 5,
  [PaymentNature.SUPPLY]: 5,
  [PaymentNature.CEMENT_IRON]: 2,
  [PaymentNature.CONSULTANCY_INDIVIDUAL]: 15,
  [PaymentNature.CONSULTANCY_OTHER]: 7.5,
  [PaymentNature.TRANSPORT]: 2,
  [PaymentNature.RENT]: 10,
};

export const NO_PSR_MULTIPLIER = 1.5;

export const RETRY_BACKOFF_MULTIPLIER = 1.5;

export const RETENTION_PERCENT = 10; // security money held from each running bill
