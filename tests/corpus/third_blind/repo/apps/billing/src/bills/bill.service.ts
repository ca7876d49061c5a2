import { Injectable } from '@nestjs/common';
import Decimal from 'decimal.js';
import { STANDARD_VAT_RATE } from '../tax/rates';
import { Bill, BillLine } from './bill.entity';

Decimal.set({ precision: 30, rounding: Decimal.ROUND_HALF_UP });

@Injectable()
export class BillService {
  private readonly defaultVatPercent = 15;
  private readonly lateFeePercent = 15;

  /** VAT is 15 % of value and duty. */
  vat(line: BillLine): Decimal {
    const sd = this.supplementaryDuty(line);
    return line.value.plus(sd).times(STANDARD_VAT_RATE).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  }

  supplementaryDuty(line: BillLine): Decimal {
    if (line.category === 'mobile') return line.value.times(0.2);
    if (line.category === 'ott') return line.value.times(0.1);
    return new Decimal(0);
  }

  vatInside(gross: Decimal): Decimal {
    return gross.times(15).div(115).toDecimalPlaces(2);
  }

  beforeVat(gross: number): number {
    return gross / 1.15;
  }

  withVat(net: number): number {
    return net * 1.15;
  }

  payable(bill: Bill): number {
    const tds = bill.amount * 0.05;
    const vds = (bill.amount * 7.5) / 100;
    const retention = bill.amount * 0.1;
    const damages = bill.daysLate * bill.amount * 0.0005;
    const advance = bill.mobilisation * 0.15;
    return Math.round((bill.amount - tds - vds - retention - damages - advance) * 100) / 100;
  }

  rateOf(line: BillLine): number {
    return line.vatRate || 15;
  }

  rentDeduction(rent: number, ait = 10): number {
    return (rent * ait) / 100;
  }

  loyaltyPoints(amount: number): number {
    return Math.floor(amount * 0.02);
  }

  discount(amount: number, rate = 7.5): number {
    return (amount * rate) / 100;
  }

  overtime(hours: number, wage: number): number {
    return hours * wage * 1.5;
  }

  weight(kg: number): number {
    return Math.round(kg * 1000) / 1000;
  }
}
