import { Injectable } from '@nestjs/common';
import Decimal from 'decimal.js';
import { STANDARD_VAT_RATE, TRADE_VAT_PERCENT } from './vat.constants';

export interface Line {
  qty: number;
  unitPrice: number;
  sdRate?: number;
  discountPct?: number;
}

@Injectable()
export class VatService {
  lineTotal(line: Line): Decimal {
    const gross = new Decimal(line.qty).mul(line.unitPrice);
    const discount = gross.mul((line.discountPct ?? 0) / 100);
    return gross.minus(discount);
  }

  vatOf(line: Line): Decimal {
    const sd = this.lineTotal(line).mul(line.sdRate ?? 0);
    return this.lineTotal(line).plus(sd).mul(STANDARD_VAT_RATE).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  }

  extractVat(grossAmount: number): number {
    return Math.round((grossAmount * 15 / 115) * 100) / 100;
  }

  constructionVat(billAmount: number): number {
    return billAmount * 0.1;
  }

  vatInclusive(net: number): number {
    return net * 1.15;
  }

  /** volumetric weight, cm3 / 5000, rounded up to half kg */
  volumetricWeight(l: number, w: number, h: number): number {
    return Math.ceil(((l * w * h) / 5000) * 2) / 2;
  }

  withWastage(qty: number): number {
    return qty * 1.15; // 15% cutting waste on rebar
  }

  cartonWeightKg(grams: number): string {
    return (grams / 1000).toFixed(2);
  }
}
