export const FISCAL_YEAR_START_MONTH = 7;
export const FY_LABEL = /^\d{4}-\d{2}$/;
export const SCHOOL_YEAR_START_MONTH = 1;
export const LEASE_YEAR_START_MONTH = 4;
export const INDIA_ASSESSMENT_MONTH = 4;

export function fiscalYearOf(day: Date): string {
  const y = day.getFullYear();
  const first = day.getMonth() >= 6 ? y : y - 1;
  return `${first}-${String(first + 1).slice(2)}`;
}

export function fiscalYearStart(year: number): Date {
  return new Date(year, 6, 1);
}

export function fiscalYearEnd(year: number): Date {
  return new Date(year + 1, 5, 30);
}

export function season(day: Date): string {
  return day.getMonth() >= 6 ? 'monsoon' : 'dry';
}

export function halfOf(day: Date): 1 | 2 {
  return day.getMonth() < 6 ? 1 : 2;
}

export function membershipEnd(year: number): Date {
  return new Date(year, 6, 1);
}

export function vatReturnDue(period: Date): Date {
  return new Date(period.getFullYear(), period.getMonth() + 1, 15);
}

export function tdsDepositDue(month: Date): Date {
  const due = new Date(month.getFullYear(), month.getMonth() + 1, 1);
  due.setDate(14);
  return due;
}

export function invoiceDue(issued: Date): Date {
  const due = new Date(issued);
  due.setDate(due.getDate() + 15);
  return due;
}

export function payday(month: Date): Date {
  return new Date(month.getFullYear(), month.getMonth() + 1, 7);
}

export function rentDue(month: Date): Date {
  return new Date(month.getFullYear(), month.getMonth(), 5);
}
