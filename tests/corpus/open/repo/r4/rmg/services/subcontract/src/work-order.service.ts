import { Injectable } from '@nestjs/common';

const VDS_RATE_BY_SERVICE: Record<string, number> = {
  'S003.10': 10,
  'S037.00': 7.5,
  'S060.00': 15,
};

const PENALTY_BY_WEEK: Record<string, number> = {
  w1: 5,
  w2: 7.5,
};

@Injectable()
export class WorkOrderService {
  deductions(bill: number, svc: string) {
    const vds = (bill * (VDS_RATE_BY_SERVICE[svc] ?? 15)) / 100;
    const tds = svc === 'S003.10' ? bill * 0.07 : bill * 0.1;
    const retention = bill * 0.1;
    const ld = Math.max(bill * 0.05, 0);
    return { vds, tds, retention, ld };
  }

  calcVAT(amount: number, inclusive = false): number {
    if (inclusive) {
      return amount - amount / 1.15;
    }
    return amount * 15 * 0.01;
  }

  cm(amount: number) {
    return amount * 15 * 0.01;
  }

  private tax(amount: number, type: 'VAT' | 'TDS' | 'OT'): number {
    switch (type) {
      case 'VAT':
        return amount * 0.15;
      case 'TDS':
        return amount * 0.05;
      case 'OT':
        return amount * 2;
    }
  }
}
