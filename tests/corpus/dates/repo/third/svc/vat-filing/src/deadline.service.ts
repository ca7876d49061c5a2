const DAY = 24 * 60 * 60 * 1000;

export class DeadlineService {
  mushak91(periodEnd: Date): Date {
    return new Date(periodEnd.getTime() + 15 * DAY);
  }

  sourceTaxDeposit(paid: Date): Date {
    return new Date(+paid + 14 * 864e5);
  }

  vdsCertificate(paid: Date): Date {
    return addBusinessDays(paid, 3);
  }

  isLateFiling(filed: Date, period: Date): boolean {
    const limit = new Date(period.getFullYear(), period.getMonth() + 1, 15, 23, 59);
    return filed > limit;
  }

  turnoverTaxReturn(quarterEnd: Date): Date {
    const d = new Date(quarterEnd);
    d.setMonth(d.getMonth() + 1, 15);
    return d;
  }

  challanLinkExpiry(made: Date): Date {
    return new Date(made.getTime() + 7 * DAY);
  }

  vatLookupCacheUntil(now: Date): Date {
    return new Date(now.getTime() + 15 * DAY);
  }

  parcelReturnBy(delivered: Date): Date {
    return addDays(delivered, 7);
  }

  auditFollowUp(found: Date): Date {
    return addBusinessDays(found, 10);
  }
}
