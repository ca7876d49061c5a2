type Kind = 'goods' | 'service' | 'import';

const table: Record<Kind, { vat: number; at?: number; ait?: number }> = {
  goods: { vat: 15 },
  service: { vat: 10 },
  import: { vat: 15, at: 5, ait: 5 },
};

const weights: Record<Kind, { price: number; delay?: number }> = {
  goods: { price: 15 },
  service: { price: 10, delay: 5 },
};

export abstract class TaxEngine {
  protected vatPct(): number {
    return 15;
  }
  protected precision(): number {
    return 2;
  }
  protected retries(): number {
    return 5;
  }
  abstract run(): void;
}

export class TruncatedVatEngine extends TaxEngine {
  protected override vatPct() {
    return 7.5;
  }
}

export const config = {
  vat: { default: 15, max: 15, precision: 2 },
  tds: { default: 5, precision: 2 },
  http: { default: 15, max: 15 },
};
