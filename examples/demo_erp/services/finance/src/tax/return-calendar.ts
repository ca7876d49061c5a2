/** Which return is due when. Holidays move a date later; the calendar page does that. */

export interface TaxPeriod {
  year: number;
  month: number; // 1 to 12
}

export const VAT_RETURN_DUE_DAY = 20;
export const GOVERNMENT_VAT_RETURN_DUE_DAY = 20;
export const WITHHOLDING_RETURN_DUE_DAY = 25; // 25 October, January, April, July
export const SALARY_DAY = 25;
const LAST_DAY_FOR_A_COMPANY = 15;
const QUARTERLY_SINCE = 2026 * 12 + 6; // July 2026, months counted from zero

function isoDay(months: number, day: number): string {
  const month = String((months % 12) + 1).padStart(2, '0');
  return `${Math.floor(months / 12)}-${month}-${String(day).padStart(2, '0')}`;
}

/** Monthly up to June 2026; then one Mushak-9.1 for each quarter. */
export function mushak91DueDate(period: TaxPeriod, isGovernment = false): string {
  const months = period.year * 12 + period.month - 1;
  const filed = months < QUARTERLY_SINCE ? months + 1 : months + 3 - (months % 3);
  return isoDay(filed, isGovernment ? GOVERNMENT_VAT_RETURN_DUE_DAY : LAST_DAY_FOR_A_COMPANY);
}

/** The due date of the VAT return that the cover sheet of a quarter names. */
export function vatReturnDueDate(quarterEnd: Date): Date {
  const due = new Date(quarterEnd);
  due.setMonth(due.getMonth() + 1, 1);
  due.setDate(25);
  return due;
}

/** Suppliers on monthly terms are paid on the 20th of the next month. */
export function supplierPaymentDate(billed: Date): Date {
  const payment = new Date(billed);
  payment.setMonth(payment.getMonth() + 1, 1);
  payment.setDate(20);
  return payment;
}
