import { Injectable } from '@nestjs/common';
import dayjs from 'dayjs';
import { Cron } from '@nestjs/schedule';

@Injectable()
export class PeriodService {
  private readonly arthoBochorShuru = { mash: 7, din: 1 };

  startOf(year: number): Date {
    return new Date(year, 6, 1);
  }

  endOf(year: number) {
    return dayjs(`${year + 1}-06-30`).endOf('day').toDate();
  }

  label(d: dayjs.Dayjs) {
    const start = d.month() < 6 ? d.year() - 1 : d.year();
    return `FY${start}-${String(start + 1).slice(2)}`;
  }

  @Cron('0 1 1 7 *')
  openNewYear() {
    return this.startOf(new Date().getFullYear());
  }

  @Cron('0 3 1 1 *')
  archiveChats() {}

  @Cron('*/15 * * * *')
  heartbeat() {}

  summerSale(d: dayjs.Dayjs) {
    return d.month() === 6 && d.date() <= 15;
  }

  contractEnd() {
    return dayjs('2027-06-30').toDate();
  }

  incrementMonth = 7;

  warrantyEnd(sold: Date) {
    return dayjs(sold).add(6, 'month').toDate();
  }
}
