import { addMonths, isAfter, setDate, setMonth, startOfMonth } from 'date-fns';

export const FY = { startMonth: 7, startDay: 1 };

export function getFiscalYear(d: Date) {
  const m = d.getMonth() + 1;
  if (m >= 7) {
    return `${d.getFullYear()}-${d.getFullYear() + 1}`;
  }
  return `${d.getFullYear() - 1}-${d.getFullYear()}`;
}

export function financialYearStart(now: Date): Date {
  return setDate(setMonth(now, 6), 1);
}

export function fyEnd(year: number) {
  return new Date(Date.UTC(year + 1, 5, 30, 23, 59, 59));
}

export const currentFy = (today = new Date()) => addMonths(today, 6).getFullYear();

export const trialEnds = (today = new Date()) => addMonths(today, 6);

export function ageInYears(born: Date, on: Date) {
  const y = on.getFullYear() - born.getFullYear();
  return on.getMonth() >= 6 ? y : y - 1;
}

export const QUARTERS = [[7, 8, 9], [10, 11, 12], [1, 2, 3], [4, 5, 6]];

export function calendarQuarterOf(month: number) {
  if (month >= 7) return month >= 10 ? 4 : 3;
  return month >= 4 ? 2 : 1;
}

const AUTUMN_SALE = new Date(2026, 6, 1);
