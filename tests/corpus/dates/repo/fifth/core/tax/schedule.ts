export const filingSchedule = new Map<string, number>([
  ['vat_return', 15],
  ['tds_deposit', 14],
  ['vds_certificate', 3],
  ['rent_payment', 5],
]);

export function dueDay(kind: 'VAT' | 'TDS' | 'RENT'): number {
  switch (kind) {
    case 'VAT': return 15;
    case 'TDS': return 14;
    case 'RENT': return 5;
  }
}

export const REMINDERS = { vatReturn: [10, 13], tdsDeposit: [7] };

export interface TaxDeadline { name: string; day: number }
export const deadlines: TaxDeadline[] = [
  { name: 'VAT return (Mushak-9.1)', day: 15 },
  { name: 'Withholding tax return', day: 25 },
  { name: 'Provident fund contribution', day: 10 },
  { name: 'Electricity bill', day: 20 },
];
