export enum VatForm {
  PurchaseBook = 'Mushak-6.1',
  SalesBook = 'Mushak-6.2',
  Challan = 'Mushak-6.3',
  VdsCertificate = 'Mushak-6.6',
  VatReturn = 'Mushak-9.1',
}

export const CREDIT_NOTE_FORM = 'মূসক-৬.৭';
export const OLD_CHALLAN_FORM = 'Mushak-11';
export const CHALLAN_FILE = 'MUSHAK_6_3';
export const API_VERSION = '6.3';
export const IFRS_CLAUSE = 'IFRS 9.1';
export const SAFETY_SECTION = 'Section 6.10';
export const HR_LEAVE_FORM = 'Form 6.3';

export function formFor(kind: string): string {
  switch (kind) {
    case 'transfer':
      return 'Mushak-6.5';
    case 'debit':
      return 'Mushak-6.8';
    default:
      return VatForm.Challan;
  }
}

export function migrationFor(release: string): string {
  switch (release) {
    case 'spring':
      return 'v6.5';
    case 'autumn':
      return 'v6.8';
    default:
      return 'v9.1';
  }
}

export const roundTaka = (n: number) => Math.round(n * 100) / 100;
export const roundDownTaka = (amount: number) => Math.floor(amount);
export const roundDegrees = (n: number) => Math.round(n * 1e5) / 1e5;
export const percentDone = (n: number) => n.toFixed(1);
export const megabytes = (n: number) => (n / 1048576).toFixed(2);
