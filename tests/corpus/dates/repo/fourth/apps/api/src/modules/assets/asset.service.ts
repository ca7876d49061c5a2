export class AssetService {
  halfYearDepreciation(bought: Date): boolean {
    return bought.getMonth() >= 6;
  }

  nextMaintenance(last: Date): Date {
    return new Date(last.getFullYear(), last.getMonth() + 6, 1);
  }

  insuranceFrom(year: number): Date {
    return new Date(year, 6, 1);
  }

  bookValue(cost: number, years: number): number {
    return Math.round(cost * Math.pow(0.8, years) * 100) / 100;
  }

  usefulLifeMonths(asset: { months: number }): number {
    return Math.ceil(asset.months / 12);
  }

  scrapAfterDays = 15;
}
