export interface Obligation { code: string; dayOfMonth?: number; daysAfter?: number; }

export const OBLIGATIONS: Obligation[] = [
  { code: 'MUSHAK_9_1', dayOfMonth: 15 },
  { code: 'TDS_DEPOSIT', daysAfter: 14 },
  { code: 'VDS_CERTIFICATE', daysAfter: 3 },
  { code: 'WITHHOLDING_RETURN', dayOfMonth: 25 },
  { code: 'OFFICE_RENT', dayOfMonth: 5 },
  { code: 'STAFF_SALARY', dayOfMonth: 28 },
  { code: 'LC_MARGIN', daysAfter: 21 },
];

export function lastDateOfVatReturn(year: number, month: number): string {
  const next = month === 12 ? 1 : month + 1;
  return `${month === 12 ? year + 1 : year}-${String(next).padStart(2, '0')}-15`;
}

export function isTdsDepositOverdue(deducted: Date, today: Date): boolean {
  return differenceInCalendarDays(today, deducted) > 14;
}

export function daysLeftToFile(vatPeriodEnd: Date, now: Date): number {
  const deadline = new Date(vatPeriodEnd.getFullYear(), vatPeriodEnd.getMonth() + 1, 15);
  return Math.ceil((deadline.getTime() - now.getTime()) / 86400000);
}

export const ADVANCE_TAX = ['09-15', '12-15', '03-15', '06-15'];
export const COMPANY_HOLIDAYS = ['02-21', '03-26', '12-16'];

export function purchaseReturnWindow(received: Date): Date {
  const d = new Date(received);
  d.setDate(d.getDate() + 15);
  return d;
}

export function securityDepositRelease(left: Date): Date {
  return new Date(left.getFullYear(), left.getMonth(), left.getDate() + 30);
}

export const sslCertificateRenewBeforeDays = 15;
export const trainingCertificateValidDays = 60;
