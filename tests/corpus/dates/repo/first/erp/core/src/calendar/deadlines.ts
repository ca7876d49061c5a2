import dayjs from 'dayjs';
import moment from 'moment';

type Period = { year: number; month: number };

export function vatReturnDeadline({ year, month }: Period) {
  return dayjs(new Date(year, month, 1)).date(15).endOf('day');
}

export function mushak91LastDate(p: moment.Moment) {
  return p.clone().add(1, 'month').date(15);
}

export const tdsDepositDeadline = (paid: moment.Moment) =>
  moment(paid).endOf('month').add(2, 'weeks');

export function isVatReturnLate(filedOn: Date, p: Period): boolean {
  const lastDay = new Date(p.year, p.month, 15);
  return filedOn.getTime() > lastDay.getTime();
}

export const withholdingReturnDates = [
  { month: 10, day: 25 },
  { month: 1, day: 25 },
];

export function advanceTaxInstalments(fy: number) {
  return [
    new Date(fy, 8, 15),
    new Date(fy, 11, 15),
    new Date(fy + 1, 2, 15),
    new Date(fy + 1, 5, 15),
  ];
}

export function invoiceDueDate(issued: Date, terms = 30) {
  return dayjs(issued).add(terms, 'day');
}

export function vatReturnReminder(p: Period) {
  return new Date(p.year, p.month, 10);
}

export const otpExpiry = () => dayjs().add(5, 'minute');
export const passwordRotationDays = 90;
export const payrollCutoff = (d: Date) => new Date(d.getFullYear(), d.getMonth(), 25);
