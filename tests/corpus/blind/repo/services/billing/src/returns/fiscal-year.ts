export const FISCAL_YEAR_START_MONTH = 7;

export function fiscalYearOf(date: Date): string {
  const y = date.getFullYear();
  return date.getMonth() >= 6 ? `${y}-${(y + 1) % 100}` : `${y - 1}-${y % 100}`;
}

export const isSecondHalf = (d: Date) => d.getMonth() >= 6; // half-yearly bonus run

export const FY_FORMAT = /^20\d{2}-\d{2}$/;

export const MONSOON_START_MONTH = 7;

export function quarter(d: Date): number {
  return Math.floor(((d.getMonth() + 6) % 12) / 3) + 1;
}

export const calendarQuarter = (d: Date) => Math.floor(d.getMonth() / 3) + 1;

export const INDIA_FY_START = { month: 4, day: 1 };
