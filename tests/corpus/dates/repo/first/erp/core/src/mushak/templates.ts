export const TEMPLATES: Record<string, string> = {
  'mushak-6.3': 'tax-invoice.hbs',
  'mushak-6.6': 'vds-certificate.hbs',
};

export enum MushakType {
  SALES_BOOK = 'MUSHAK_6_2',
  PURCHASE_BOOK = 'MUSHAK_6_1',
  RETURN = '9.1',
  CREDIT_NOTE = '6.7',
}

export const engine = { name: 'mushak-renderer', version: '6.3' };
export const CHROME_MARGIN = '6.3mm';
export const CHAPTER_TITLES = { '6.1': 'Control of documents', '6.2': 'Competence', '9.1': 'Monitoring' };
export const IPHONE_SCREEN = { diagonal: '6.1' };
export const ratingLabel = '6.6 / 10';
