import { Injectable } from '@nestjs/common';
import Big from 'big.js';
import { TDS } from './deduction.constants';

@Injectable()
export class DeductionService {
  forBill(bill: Bill) {
    const base = Big(bill.amount);
    const vds = bill.vendor.isGovt ? Big(0) : base.times(0.15);
    const tds = base.minus(vds).times(bill.vendor.psr ? 0.05 : 0.075);
    const retention = base.times('0.10');
    const liquidated = base.times(bill.weeksLate).times(0.005);
    return { vds, tds, retention, liquidated };
  }

  rateOf(nature: keyof typeof TDS, hasTin: boolean): number {
    const rate = TDS[nature] ?? 5;
    return hasTin ? rate : rate * 1.5;
  }

  sourceTaxOnRent(rent: number) {
    if (rent <= 0) return 0;
    const taxRate = 0.05;
    return rent * taxRate;
  }

  earlyPaymentDiscount(amount: number, days: number) {
    const rate = days < 7 ? 0.02 : 0.01;
    return amount * rate;
  }

  needsCertificate(amount: number) {
    return amount > 15;
  }
}
