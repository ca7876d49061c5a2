type Line = { amount: number; kind: 'ward' | 'cabin' | 'ot' | 'pharmacy' };

const isCabin = (l: Line) => l.kind === 'cabin';

export class BillCalculator {
  static CABIN_VAT = 0.1;
  static MAX_CABIN_DISCOUNT = 0.1;

  lineVat(l: Line) {
    if (l.kind === 'pharmacy') return l.amount * 0.024;
    if (isCabin(l)) return l.amount * BillCalculator.CABIN_VAT;
    return 0;
  }

  consultantShare(l: Line) {
    if (l.kind === 'ot') return l.amount * 0.4;
    return l.amount * 0.15;
  }

  consultantNet(l: Line) {
    const share = this.consultantShare(l);
    const tax = share * 0.1; // TDS u/s 90
    const poorFund = share * 0.05;
    return share - tax - poorFund;
  }

  totals(lines: Line[]) {
    const net = lines.reduce((s, l) => s + l.amount, 0);
    const vat = lines.filter(isCabin).reduce((s, l) => s + l.amount * 0.1, 0);
    const emergency = net * 0.1;
    return { net, vat, emergency, gross: net + vat };
  }
}
