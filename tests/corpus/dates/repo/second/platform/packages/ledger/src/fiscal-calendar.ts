import { DateTime, Interval } from 'luxon';
import { Temporal } from '@js-temporal/polyfill';

const DHAKA = 'Asia/Dhaka';

export class FiscalCalendar {
  constructor(private readonly startMonth = 7) {}

  yearOf(at: DateTime): number {
    const local = at.setZone(DHAKA);
    return local.month >= this.startMonth ? local.year : local.year - 1;
  }

  interval(year: number): Interval {
    const from = DateTime.fromObject({ year, month: 7, day: 1 }, { zone: DHAKA });
    return Interval.fromDateTimes(from, from.plus({ years: 1 }));
  }

  lastDay(year: number): Temporal.PlainDate {
    return new Temporal.PlainDate(year + 1, 6, 30);
  }
}

export function labelOf(d: Date): string {
  const shifted = new Date(d.getFullYear(), d.getMonth() - 6, 1); // books run July to June
  return `${shifted.getFullYear()}-${(shifted.getFullYear() + 1) % 100}`;
}

export const FY_LABEL = /^(20\d{2})[-\/](\d{2})$/;
export const INVOICE_PERIOD = /^(20\d{2})-(0[1-9]|1[0-2])$/;
export const VEHICLE_MODEL_YEAR = /^\d{4}-\d{2}$/;
