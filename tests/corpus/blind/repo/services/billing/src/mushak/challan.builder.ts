import { MushakForm } from './mushak-form.enum';

export interface ChallanHead {
  sellerBin: string;
  buyerBin?: string;
  serial: string;
}

export function challanNumber(serial: number, fy: string): string {
  return `MUSHAK-6.3/${fy}/${String(serial).padStart(6, '0')}`;
}

export function needsBuyer(total: number): boolean {
  return total > 25000;
}

export function heading(lang: 'bn' | 'en'): string {
  return lang === 'bn' ? 'মূসক-৬.৩ কর চালানপত্র' : 'Tax Invoice';
}

export function sellerLine(head: ChallanHead): string {
  if (!/^\d{13}$/.test(head.sellerBin)) throw new Error('seller BIN invalid');
  return `BIN: ${head.sellerBin.slice(0, 9)}-${head.sellerBin.slice(9)}`;
}

export const PDF_MARGIN_CM = 6.3;
export const SCREEN_INCH = '6.6';
