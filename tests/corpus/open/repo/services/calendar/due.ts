import { addDays, setDate } from 'date-fns';
export const VAT_RETURN_DAY = 15;
export const MUSHAK_91_DEADLINE_DAY = 20;
export const tdsDepositDueDays = 14;
export const DEADLINES = {
  vatReturn: { day: 15 },
  tdsReturn: { day: 25 },
  invoicePayment: { day: 30 },
};
export function vatReturnDue(period: Date) {
  const due = new Date(period);
  due.setMonth(due.getMonth() + 1);
  due.setDate(15);
  return due;
}
export const tdsDepositDeadline = (paid: Date) => addDays(paid, 14);
export const vdsCertificateDue = (paid: Date) => addDays(paid, 3);
export const isVatReturnOverdue = (d: Date) => d.getDate() > 15;
export const vatFilingDeadline = (d: Date) => setDate(d, 15);
export const dueText = 'Submit Mushak-9.1 within 15 days';
export const invoiceDue = (d: Date) => addDays(d, 15);
export const paymentTerms = { net: 30, days: 15 };
export const trialDays = 14;
export const vatReminderDays = 3;
export const sessionDays = 7;
export const warrantyDays = 15;
export const returnWindowDays = 15;
export const depositRefundDays = 14;
export const probationDays = 15;
export const payrollDay = 25;
export const backupDays = 15;
export const certificateValidDays = 15;
export const rentDueDay = 5;
export const loanInstalmentDay = 10;
export const cardStatementDay = 15;
export const leaveDays = 20;
