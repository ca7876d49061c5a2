import { DateTime } from 'luxon';

const ZONE = 'Asia/Dhaka';

export const filing = {
  vatReturn: { day: 15, form: 'mushak-9.1' },
  vatReturnGovt: { day: 20 },
  vdsDepositDays: 15,
  withholdingReturnDay: 25,
  companyReturn: '03-15',
  individualReturn: { month: 11, day: 30 },
  reminderDaysBefore: 5,
  retentionReleaseDays: 180,
  salaryDay: 25,
  rentDay: 7,
};

export function nextWorkingDay(d: DateTime): DateTime {
  let x = d.setZone(ZONE);
  while ([5, 6].includes(x.weekday)) x = x.plus({ days: 1 });
  return x;
}

export function dueOf(period: DateTime) {
  return nextWorkingDay(period.endOf('month').plus({ days: filing.vatReturn.day }));
}

export const challanDeposit = (d: DateTime) => d.plus({ weeks: 2 }).startOf('day'); // TDS, 2 weeks after month end

export const leaseStart = (d: DateTime) => d.plus({ weeks: 2 });
