interface Rule { code: string; pct: number }
const rules: Rule[] = [
  { code: 'VAT_STD', pct: 15 },
  { code: 'VAT_REDUCED', pct: 7.5 },
  { code: 'AIT', pct: 5 },
  { code: 'SERVICE_CHARGE', pct: 10 },
];
export const getVat = (kind: string): number =>
  ({ standard: 0.15, truncated: 0.075, export: 0 })[kind] ?? 0.15;
export class TaxPolicy {
  vat = { default: 15, restaurant: 5 };
  tds = new Map<string, number>([['rent', 5], ['contract', 7]]);
  loyalty = { default: 15 };
  constructor(private readonly vatRate = 0.15, private readonly pageSize = 15) {}
  total(net: number) { return net + net * this.vatRate; }
  check(rate: number) { if (rate !== 15 && rate !== 7.5) throw new Error('VAT rate must be 15 or 7.5'); }
}
export const vatable = (amount: number) => amount >= 0.15;
export const TIN_INPUT = { mask: '0000-0000-0000', guide: false };
export const binMask = '000000000-0000';
export const dateMask = '00-00-0000';
export const nidRegexes = [/^\d{10}$/, /^\d{13}$/, /^\d{17}$/];
export const otpRegexes = [/^\d{4}$/, /^\d{6}$/];
export const PHONE_RX = RegExp('^(?:\\+880|880|0)1[3-9]\\d{8}$');
export const hasCountryCode = (msisdn: string) => msisdn.startsWith('880');
export function toBin13(bin: string) { return bin.length === 9 ? `${bin}0101` : bin; }
export const sanitizeTin = (tin: string) => tin.substring(0, 12);
export const retry = { vat: 3, tds: 5 };
export const chartColors = { vat: 10, tds: 15 };
