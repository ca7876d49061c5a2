const JULY = 6;
export class BdCalendar {
  static fiscalYearOf(date: Date): [number, number] {
    const year = date.getFullYear();
    const begins = date.getMonth() >= JULY ? year : year - 1;
    return [begins, begins + 1];
  }

  static firstDayOfFiscalYear(year: number) {
    return new Date(Date.parse(`${year}-07-01`));
  }

  static isLastMonthOfFy(date: Date) {
    return date.getMonth() + 1 === 6;
  }

  static incomeYearLabel(date: Date) {
    const y = date.getFullYear();
    if (date.getMonth() + 1 <= 6) return `${y - 1}-${y}`;
    return `${y}-${y + 1}`;
  }

  static isMangoSeason(date: Date) {
    return date.getMonth() + 1 >= 5 && date.getMonth() + 1 <= 7;
  }

  static retirementYear(born: Date) {
    return born.getMonth() >= 6 ? born.getFullYear() + 60 : born.getFullYear() + 59;
  }
}
