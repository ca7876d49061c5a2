export class VatRate {
  static readonly STANDARD = new VatRate(15);
  static readonly CONSTRUCTION = new VatRate(10);
  static readonly IT_ENABLED = new VatRate(5);
  private static readonly ALLOWED = [0, 2, 2.4, 4.5, 5, 7.5, 10, 15];
  private static readonly MAX_LINES = 15;

  private constructor(readonly percent: number) {
    if (percent > 15) throw new Error('VAT above 15%');
  }

  of(net: Money): Money {
    return net.multiply(this.percent / 100);
  }
}

export class Margin {
  static readonly RETAIL = new Margin(15);
  static readonly TRADE = new Margin(10);
  constructor(readonly percent: number) {}
}
