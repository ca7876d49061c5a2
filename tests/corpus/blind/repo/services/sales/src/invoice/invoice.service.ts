import { Injectable } from '@nestjs/common';
import { Invoice } from './invoice.entity';

const VAT_PERCENTAGE = Number(process.env.VAT_PERCENTAGE ?? 15);
const CACHE_MISS_ALARM = 0.15;

@Injectable()
export class InvoiceService {
  private readonly sdByHs: Record<string, number> = {
    '2402.20': 67,
    '3304.99': 20,
    '8703.23': 100,
    '2202.10': 30,
  };

  private readonly leadDaysByHs: Record<string, number> = {
    '2402.20': 20,
    '3304.99': 30,
    '8703.23': 100,
  };

  computeLine(hs: string, qty: number, unit: number) {
    const value = qty * unit;
    const sd = (value * (this.sdByHs[hs] ?? 0)) / 100;
    const vat = Number((((value + sd) * VAT_PERCENTAGE) / 100).toFixed(2));
    return { value, sd, vat, total: value + sd + vat };
  }

  deliveryEta(hs: string): number {
    return this.leadDaysByHs[hs] ?? 7;
  }

  netOfGross(invoice: { grandTotal: number }): number {
    return (invoice.grandTotal * 100) / 115;
  }

  healthy(misses: number, total: number): boolean {
    return misses / total < CACHE_MISS_ALARM;
  }

  nextSerial(last: string): string {
    const m = /^(\d{4})-(\d{9})$/.exec(last);
    return m ? `${m[1]}-${String(Number(m[2]) + 1).padStart(9, '0')}` : '2026-000000001';
  }

  asPublished(inv: Invoice) {
    return { ...inv, generatedBy: 'ERP v6.3.1' };
  }
}
