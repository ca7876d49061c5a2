import { render } from './mushak-6.3.template';
export const MUSHAK_63 = 'Mushak-6.3';
export const forms = [
  { formNo: '6.3', name: 'Mushak tax invoice' },
  { formNo: '6.8', name: 'Mushak debit note' },
];
export enum MushakType {
  Invoice = '6.3',
  Transfer = '6.5',
}
export function heading(kind: string) {
  switch (kind) {
    case 'vds':
      return 'মূসক-৬.৬';
    case 'return':
      return 'Mushak 9.1 (VAT Return)';
    default:
      return `Mushak ${kind}`;
  }
}
export const printer = { fontSize: 6.3, margin: 9.1, lineHeight: 6.3 };
export const appVersion = 'v6.3';
export const node = { engines: '>=9.1' };
export const section = 'Section 6.3 of the lease';
export const clause = 'clause 9.1';
export const ip = '6.3.9.1';
export const score = 'scored 6.3 points';
export const isInvoice = (f: string) => f === 'mushak-6.3';
render(MUSHAK_63);
