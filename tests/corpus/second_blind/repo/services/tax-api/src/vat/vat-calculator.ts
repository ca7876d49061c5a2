import Decimal from 'decimal.js';
import { STANDARD_VAT } from './vat.constants';

export type Line = { qty: string; unitPrice: string; sdRate: number; vatRate?: number; serviceCode?: string };

export function lineVat(line: Line): Decimal {
  const value = new Decimal(line.qty).times(line.unitPrice);
  const sd = value.times(line.sdRate);
  return value.plus(sd).times(line.vatRate ?? STANDARD_VAT).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}

export function vatInside(gross: number): number {
  return (gross * 15) / 115;
}

export function netOfVat(gross: number): number {
  return gross / 1.15;
}

export function vatOnRestaurantBill(total: number): number {
  const vat = total * 0.05;
  return Math.round(vat * 100) / 100;
}

export function vatPercentFor(code: string): number {
  switch (code) {
    case 'S004.00':
      return 10;
    case 'S001.20':
      return 5;
    case 'S022.00': return 10;
    case 'S099.10': return 5;
    default:
      return 15;
  }
}

export function effectiveVat(configured?: number): number {
  return configured || 15;
}
