const NON_DIGIT = /\D+/g;
export enum IdLength {
  Etin = 12,
  OldTin = 10,
  Bin = 13,
  SmartNid = 10,
  LaminatedNid = 13,
  LongNid = 17,
  Mobile = 11,
  Routing = 9,
  Iban = 17,
}

export const clean = (s: string) => s.replace(NON_DIGIT, '');

export function toNational(msisdn: string): string {
  let m = clean(msisdn);
  if (/^8801/.test(m)) m = m.slice(2);
  if (m.length === 10 && m[0] === '1') m = '0' + m;
  return m;
}

export class Tin {
  static readonly LENGTH = 12;
  static parse(raw: string): Tin | null {
    const d = clean(raw);
    return d.length === Tin.LENGTH ? new Tin() : null;
  }
}

export class Voucher {
  static readonly LENGTH = 12;
}

export const last4 = (nid: string) => nid.slice(-4);
export const hideNid = (nid: string) => nid.replace(/\d(?=\d{4})/g, '*');
export const findTins = (text: string) => text.match(/\b\d{12}\b/g) ?? [];
export const isBinaryFlag = (bin: string) => bin.length === 8 && /^[01]+$/.test(bin);
export const nidHint = `আপনার এনআইডি ১০ অথবা ১৭ সংখ্যার`;
