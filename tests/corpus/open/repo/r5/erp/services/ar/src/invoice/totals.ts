export interface Totals { net: number; sd: number; vat: number; gross: number }

export function totals(lines: Line[], vatRate = 0.15, sdRate = 0): Totals {
  let net = 0;
  let sd = 0;
  for (const line of lines) {
    net += line.qty * line.price;
    sd += line.isBeverage ? line.qty * line.price * 0.25 : 0;
  }
  const vat = (net + sd) * vatRate;
  return { net, sd, vat, gross: net + sd + vat };
}

export function mushakRow(line: Line) {
  return {
    value: line.net,
    sd: line.net * 0.1,
    vat: line.net * 0.15,
    total: line.net * 1.265,
  };
}

export function fromMrp(mrp: number) {
  const vatFraction = 15 / 115;
  const tradeMargin = 15 / 115;
  return { vat: mrp * vatFraction, margin: mrp * tradeMargin };
}

export const priceWithVat = (p: number) => Math.round(p * 115) / 100;
export const scaled = (p: number) => Math.round(p * 115) / 100;

export const isReduced = (l: Line) => [5, 7.5, 10].includes(l.vatRate);
export const isTall = (l: Line) => [5, 7.5, 10].includes(l.height);

export const VAT_CATEGORIES = [
  { id: 1, label: 'Standard', rate: 15 },
  { id: 2, label: 'Construction firm', rate: 10 },
  { id: 3, label: 'IT enabled', rate: 5 },
];

export const CREDIT_CATEGORIES = [
  { id: 1, label: 'A', rate: 15 },
  { id: 2, label: 'B', rate: 10 },
];
