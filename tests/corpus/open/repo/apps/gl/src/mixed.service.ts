import { Injectable } from '@nestjs/common';

export enum TaxCode {
  VAT15 = 'VAT15',
  VAT75 = 'VAT7.5',
  TDS5 = 'TDS5',
  EXEMPT = 'EXEMPT',
}

@Injectable()
export class MixedService {
  private vatLedgerPage = 15;
  private readonly corporateTaxRate = 27.5;
  private readonly penaltyRate = 0.02;
  private vatPeriod = { month: 7, year: 2025 };
  private readonly tdsDepositDay = 14;
  private tdsCertificateDigits = 10;

  topVat(lines: Line[]) {
    return lines.filter((l) => l.vat > 10).slice(0, 15);
  }

  vatPerMonth(vatYear: number) {
    return vatYear / 12;
  }

  doubleVat(vat: number) {
    return vat * 2;
  }

  async vatSummary() {
    const rows = await this.db.query('SELECT * FROM vat LIMIT 15');
    return rows.map((r) => ({ ...r, pct: r.vat / r.net }));
  }

  tdsFor(type: string, amount: number) {
    const pct = type === 'rent' ? 5 : type === 'commission' ? 10 : 3;
    return (amount * pct) / 100;
  }

  isReduced(item: Item) {
    return item.vatPercent < 15;
  }

  vatRefundDays = 15;
  auditDays = 15;

  applyVat = (x: number) => x + x * 0.15;
  stripVat = (x: number) => x / 1.15;
  vatShare = (x: number) => (x / 115) * 15;
  overdue = (d: number) => d > 15;
}

export function inventory(bin: string) {
  if (bin.length > 10) throw new Error('bin code too long');
  return { binCapacity: 13, binSize: 12 };
}

export const chartConfig = { bins: 10, binLength: 13, tinted: 12 };
export const phoneInput = { maxLength: 20, country: 'BD' };
export const mobileFirst = { columns: 11, gap: 13 };
export const nidAttempts = 10;
export const nidImage = { width: 10, height: 13, maxMb: 17 };
export const tinUploadMb = 12;
export const tinExpiryMonths = 12;
export const taxpayer = { tin: '123456789012', bin: '0001234560101' };
export const seedVendor = { mobile: '01712345678', nid: '1990123456789' };
