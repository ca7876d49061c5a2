import { Injectable } from '@nestjs/common';

const STD = 0.15;
const TRADE_STAGE_VAT = 2.4;
const WHOLESALER_COMMISSION = 0.12;

@Injectable()
export class PriceBreakup {
  private readonly coldChainSurcharge = 0.05;

  mrpToTradePrice(mrp: number) {
    const withoutVat = mrp / 1.174;
    const discountPct = 15;
    return withoutVat * (1 - discountPct / 100);
  }

  vatInside(mrp: number): number {
    return (mrp * 15) / 115;
  }

  addVat(tp: number): number {
    return tp * 1.15;
  }

  margin(tp: number): number {
    return tp * 1.16;
  }

  taxLines(tp: number) {
    return [
      { head: 'VAT', pct: 15, amount: tp * 0.15 },
      { head: 'AIT', pct: 5, amount: tp * 0.05 },
      { head: 'Discount', pct: 10, amount: tp * 0.1 },
      { head: 'Carton', pct: 3, amount: tp * 0.03 },
    ];
  }

  expiryDiscount(daysLeft: number) {
    if (daysLeft < 30) return 0.5;
    if (daysLeft < 90) return 0.15;
    return 0;
  }
}
