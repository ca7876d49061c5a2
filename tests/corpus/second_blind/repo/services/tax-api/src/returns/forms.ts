export enum MushakForm {
  PURCHASE_BOOK = '6.1',
  SALES_BOOK = '6.2',
  TAX_CHALLAN = '6.3',
  TRANSFER = '6.5',
  RETURN = '9.1',
}

export const APP_SEMVER = '6.3';
export const IFRS_PARAGRAPH = '6.10';
export const DRAWING_SECTION = '9.1';
