import { addDays, addMonths, setDate } from 'date-fns';

export const VAT_RETURN_DUE_DAY = 15;
export const INVOICE_CREDIT_DAYS = 15;

/** Mushak 9.1 of a tax period */
export function mushak91Due(periodEnd: Date): Date {
  return setDate(addMonths(periodEnd, 1), VAT_RETURN_DUE_DAY);
}

export function tdsDepositDue(deductedOn: Date): Date {
  const lastOfMonth = new Date(deductedOn.getFullYear(), deductedOn.getMonth() + 1, 0);
  return addDays(lastOfMonth, 14);
}

export const TDS_RETURN_DATES = ['10-25', '01-25', '04-25', '07-25'];

export function paymentDue(invoiceDate: Date, terms = 30): Date {
  return addDays(invoiceDate, terms);
}

export function corporateReturnDue(fyEndYear: number): Date {
  return new Date(fyEndYear + 1, 2, 15); // 15 March
}

export const backupWindow = setDate(new Date(), 15);
