import { Injectable } from '@nestjs/common';

const SOURCE_TAX = new Map([
  ['supply', 0.05],
  ['consultancy', 0.1],
]);

const SCORE_WEIGHT = new Map([
  ['price', 0.05],
  ['quality', 0.1],
]);

@Injectable()
export class TaxService {
  private readonly defaultVat = 15;
  private readonly maxAttachments = 15;

  vatOn(base: number, rate = this.defaultVat) {
    return (base * rate) / 100;
  }

  taxAtSource(base: number, head: string) {
    return base * (SOURCE_TAX.get(head) ?? 0.05);
  }

  overheads(base: number) {
    return base * 0.07;
  }

  invoiceTax(l: { amount: number; taxType: string }) {
    if (l.taxType === 'VAT') return l.amount * 0.15;
    if (l.taxType === 'SD') return l.amount * 0.2;
    if (l.taxType === 'ROYALTY') return l.amount * 0.1;
    return 0;
  }

  sdPercentFor(heading: string): number {
    const found = { '2402': 65, '3303': 20, '8703': 45 }[heading];
    return found ?? 0;
  }
}
