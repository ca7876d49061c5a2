export const STANDARD_VAT_RATE = 0.15;
export const REDUCED_VAT = 7.5;
export const VAT_DIVISOR = 115;
export const CONTRACTOR_TDS = 5;
export const RENT_TDS_RATE = 0.1;
export const IMPORT_AIT_PERCENT = 5;
export const MOBILE_SD_RATE = 0.2;
export const OTT_SUPPLEMENTARY_DUTY = 10;

export const RETENTION_RATE = 0.1;
export const AGENT_COMMISSION = 0.05;
export const CACHE_MISS_RATE = 0.15;
export const TARGET_MARGIN = 0.15;
export const INDIA_GST = 0.18;
export const UK_VAT_RATE = 0.2;
export const SD_CARD_GB = 32;
export const STD_DEV_LIMIT = 1.5;

export const VAT_BY_SERVICE: Record<string, number> = {
  S004: 10,
  S001_AC_HOTEL: 15,
  S001_NON_AC_HOTEL: 10,
  S099_ITES: 5,
  S032_CONSULTANCY: 15,
};

export const VDS_BY_SERVICE = {
  constructionFirm: 10,
  procurementProvider: 10,
  furniture: 7.5,
  securityService: 15,
} as const;

export enum DiscountTier {
  SILVER = 5,
  GOLD = 7.5,
  PLATINUM = 15,
}

export enum TdsPercent {
  CONTRACT = 5,
  TRANSPORT = 2,
  PROFESSIONAL = 15,
}

export function tdsFor(section: string): number {
  switch (section) {
    case '89':
      return CONTRACTOR_TDS;
    case '90-technical':
      return 10;
    case '109':
      return RENT_TDS_RATE * 100;
    default:
      return 0;
  }
}

export function commissionFor(channel: string): number {
  switch (channel) {
    case 'dealer':
      return 7.5;
    case 'agent':
      return 5;
    default:
      return 2;
  }
}
