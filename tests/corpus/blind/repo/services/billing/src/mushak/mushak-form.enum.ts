export enum MushakForm {
  PURCHASE_BOOK = '6.1',
  SALES_BOOK = '6.2',
  CHALLAN = '6.3',
  TRANSFER = '6.5',
  VDS_CERTIFICATE = '6.6',
  CREDIT_NOTE = '6.7',
  DEBIT_NOTE = '6.8',
  RETURN = '9.1',
}

export enum PumpModel {
  SUBMERSIBLE = '6.1',
  CENTRIFUGAL = '6.2',
  BOOSTER = '6.5',
}

export const templateOf = (form: MushakForm) => `templates/mushak-${form}.hbs`;
