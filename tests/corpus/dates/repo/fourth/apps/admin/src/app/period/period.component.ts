@Component({ selector: 'app-period', templateUrl: './period.component.html' })
export class PeriodComponent {
  fiscalStart = { month: 7, day: 1 };
  minDate = { year: 2019, month: 7, day: 1 };
  displayMonths = 6;
  fiscalYears = Array.from({ length: 7 }, (_, i) => 2020 + i);

  get currentFiscalYear(): number {
    const now = moment();
    return now.month() >= 6 ? now.year() : now.subtract(1, 'year').year();
  }

  quarterOf(d: moment.Moment): number {
    return Math.ceil(((d.month() + 6) % 12 + 1) / 3);
  }
}
