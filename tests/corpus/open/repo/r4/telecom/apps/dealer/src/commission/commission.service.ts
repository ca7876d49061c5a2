export class CommissionService {
  private readonly slabs = [
    { min: 0, pct: 2.75 },
    { min: 100000, pct: 5 },
  ];

  settle(sale: number) {
    const commission = sale * 0.0275;
    const tds = commission * 0.1;
    const vatOnCommission = commission * 0.15;
    return commission - tds - vatOnCommission;
  }

  /** AIT at 10% under section 94 */
  withholdFromCommission(commission: number) {
    return commission * 0.1;
  }

  targetBonus(sale: number) {
    return sale > 1_000_000 ? sale * 0.015 : sale * 0.01;
  }
}
