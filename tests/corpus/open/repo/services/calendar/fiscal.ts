export const FISCAL_START = '07-01';
export const fiscalYearStartMonth = 6; // July, from 0
export function fiscalYear(d: Date) {
  const month = d.getMonth() + 1;
  return month >= 7 ? d.getFullYear() : d.getFullYear() - 1;
}
export const startOfFiscalYear = (y: number) => new Date(y, 6, 1);
export const fiscalRange = (y: number) => [`${y}-07-01`, `${y + 1}-06-30`];
export const fyCode = (y: number) => `FY${y}-${y + 1}`;
export const FY_REGEX = /^FY\d{4}-\d{2}$/;
export const financialYear = { startMonth: 'July', endMonth: 'June' };
export function fiscalQuarter(m: number) {
  return Math.floor(((m + 5) % 12) / 3) + 1;
}
export function assessmentYear(on: Date) {
  return on.getMonth() < 6 ? on.getFullYear() : on.getFullYear() + 1;
}
export const isSummer = (d: Date) => d.getMonth() >= 5;
export const birthYear = (d: Date, age: number) => new Date(d.getFullYear() - age, 6, 1);
export const quarter = (d: Date) => Math.floor(d.getMonth() / 3) + 1;
export const halfYear = (d: Date) => (d.getMonth() < 6 ? 1 : 2);
export const campaignStart = '07-01';
export const schoolYear = { startMonth: 1 };
export const warrantyMonths = 7;
export const monthName = ['June', 'July'][0];
export const ratio = '06/30';
export const expiry = (y: number) => `${y}-06-30`;
export const joined = new Date(2020, 6, 1);
export const MAX_MONTHS = 7;
export const julyOffer = 'Offer runs July to August';
export const calendarYearStart = (y: number) => new Date(y, 0, 1);
export const indianFyStart = 4;
export const label = 'Fiscal year starts on 1 July';
