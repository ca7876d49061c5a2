import dayjs from 'dayjs';
import { DateTime } from 'luxon';

export const startOfFinancialYear = (d: dayjs.Dayjs) =>
  (d.month() >= 6 ? d : d.subtract(1, 'year')).month(6).startOf('month');
export const endOfFinancialYear = (dt: DateTime) => dt.set({ month: 6, day: 30 }).endOf('day');
export const endOfSeason = (dt: DateTime) => dt.set({ month: 6, day: 30 }).endOf('day');
export const fyIndex = (m: number) => (m < 7 ? m + 5 : m - 7);
export const reportMonths = 6;
export const joinedThisHalf = (d: Date) => d.getMonth() >= 6;

export class BudgetYear {
  static readonly OPENING = { mm: 7, dd: 1 };
  contains(d: Date) { return d >= new Date(this.year, 6, 1) && d < new Date(this.year + 1, 6, 1); }
  constructor(readonly year: number) {}
}
