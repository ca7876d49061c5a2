import { addDays, addMonths, endOfMonth, setDate } from 'date-fns';

export function vatReturnDue(period: Date): Date {
  return setDate(addMonths(period, 1), 15);
}

export function quarterlyVatReturnDue(quarterEnd: Date, isBank: boolean): Date {
  return addDays(endOfMonth(quarterEnd), isBank ? 20 : 15);
}

export function tdsDepositDue(deductedOn: Date): Date {
  return addDays(endOfMonth(deductedOn), 14);
}

export function customerInvoiceDue(issued: Date): Date {
  return addDays(issued, 15);
}

export function reminderOn(delivery: Date): Date {
  return setDate(delivery, 15);
}

export const LC_EXPIRY_DAYS = 20;
