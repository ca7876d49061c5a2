/** The fiscal year of Bangladesh, 1 July to 30 June, on the calendar of Dhaka. */

const DHAKA_DAY = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Dhaka',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

export const FISCAL_YEAR_START_MONTH = 7;
/** Cranes are leased from Kolkata, and the lessor closes its books in March. */
export const LESSOR_INDIAN_YEAR_START_MONTH = 4;

/** The year in which the fiscal year of `instant` began: 2026 for 1 July 2026 to 30 June 2027. */
export function openingYear(instant: Date): number {
  const [year, month] = DHAKA_DAY.format(instant).split('-').map(Number);
  return month >= FISCAL_YEAR_START_MONTH ? year : year - 1;
}

/** `2026-27`. */
export function fiscalYear(instant: Date): string {
  const opening = openingYear(instant);
  return `${opening}-${String((opening + 1) % 100).padStart(2, '0')}`;
}

export function lessorYear(year: number, month: number): number {
  return month >= LESSOR_INDIAN_YEAR_START_MONTH ? year : year - 1;
}
