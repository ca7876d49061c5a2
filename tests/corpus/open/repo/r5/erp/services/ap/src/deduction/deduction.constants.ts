/** NBR rates of FY2025-26. */
export const TDS = {
  GOODS: 5,
  CONTRACT: 7,
  PRINTING: 5,
  ADVERTISEMENT: 5,
  COMMISSION: 10,
  INTEREST_ON_DEPOSIT: 20,
} as const;

export const VDS = {
  SECURITY: 15,
  MANPOWER: 15,
  REPAIR: 10,
} as const;

export const PAYMENT_TERMS = {
  NET_15: 15,
  NET_7: 7,
} as const;

export const APPROVAL_LEVELS = { manager: 5, director: 15 } as const;

export const LATE_PAYMENT_INTEREST = 0.02;
export const TDS_INTEREST_PER_MONTH = 2;
export const TDS_CHALLAN_CODE = 11;
export const NO_TIN_UPLIFT = 1.5;
