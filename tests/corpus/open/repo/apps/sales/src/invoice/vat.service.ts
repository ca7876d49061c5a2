import { Injectable } from '@nestjs/common';
import { STANDARD_VAT_RATE } from '@erp/tax/rates';

const PAGE_SIZE = 15;
const VAT_CACHE_TTL = 15;
const RESTAURANT_VAT = 5;
export const REDUCED_VAT_RATE = 7.5;

@Injectable()
export class VatService {
  private readonly defaultVatPercent = 15;
  private readonly vatRetries = 3;

  compute(amount: number, rate = 0.15) {
    return amount * rate;
  }

  vatOn(net: number): number {
    return net * 0.15;
  }

  withVat(net: number) {
    const gross = net * 1.15;
    return gross;
  }

  vatInside(gross: number) {
    return (gross * 15) / 115;
  }

  netOf(gross: number) {
    const net = gross / 1.15;
    return net;
  }

  rateFor(code: string): number {
    switch (code) {
      case 'S001.10':
        return 7.5;
      case 'S024':
        return 10;
      default:
        return STANDARD_VAT_RATE;
    }
  }

  rateOf(item: { vatRate?: number }) {
    return item.vatRate || 15;
  }

  discount(amount: number) {
    return amount * 0.15;
  }

  lateFee(vatDue: number, months: number) {
    return vatDue * 0.01 * months;
  }

  async recentVatReturns() {
    return this.repo.find({ take: 15, order: { vatPeriod: 'DESC' } });
  }

  isStandard(vatRate: number) {
    return vatRate === 15;
  }

  label() {
    return 'VAT (15%)';
  }

  overlay() {
    return { color: 'rgba(0,0,0,0.15)', opacity: 0.15 };
  }

  missRate = 0.15;
  sampleRate = 0.15;
}

export enum VatRate {
  STANDARD = 15,
  TRUNCATED = 7.5,
  ZERO = 0,
}

export const VAT_BY_SERVICE: Record<string, number> = {
  S004: 7.5,
  S002: 10,
  construction: 7.5,
};
export const vatTable = [{ code: 'S099', rate: 15 }, { code: 'S037', rate: 7.5 }];
const ukVatRate = 0.2;
const VAT_RATES_ABROAD = { GB: 0.2, DE: 0.19 };
export const vatBps = 1500;
const vatColumnWidth = 15;
const VAT_RETURN_LINES = 20;
