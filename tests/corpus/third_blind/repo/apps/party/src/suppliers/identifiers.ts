export const TIN_LENGTH = 12;
export const LEGACY_TIN_LENGTH = 10;
export const BIN_DIGITS = 13;
export const BIN_PATTERN = /^\d{9}-?\d{4}$/;
export const NID_LENGTHS = [10, 13, 17];
export const BD_MOBILE_RE = /^01[3-9]\d{8}$/;
export const BD_MOBILE_INTL_RE = new RegExp('^\\+8801[3-9][0-9]{8}$');

export const ROUTING_NUMBER_LENGTH = 9;
export const ACCOUNT_NUMBER_LENGTH = 13;
export const CARD_BIN_LENGTH = 6;
export const NANOID_LENGTH = 17;
export const OTP_LENGTH = 6;
export const HOTLINE_RE = /^16\d{3}$/;
export const INDIAN_MOBILE_RE = /^[6-9]\d{9}$/;
export const INDIAN_AADHAAR_RE = /^\d{12}$/;
export const US_EIN_RE = /^\d{2}-\d{7}$/;
export const GSTIN_LENGTH = 15;

export function isTin(raw: string): boolean {
  const digits = raw.replace(/[^0-9]/g, '');
  return digits.length === TIN_LENGTH;
}

export function formatTin(tin: string): string {
  return tin.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3');
}

export function splitBin(bin: string): [string, string] {
  if (bin.length !== 13) throw new RangeError('BIN has 13 digits');
  return [bin.slice(0, -4), bin.slice(-4)];
}

export function isNid(nid: string): boolean {
  if (nid.length === 17) return nid.startsWith('19') || nid.startsWith('20');
  return nid.length === 10 || nid.length === 13;
}

export function maskAccount(account: string): string {
  return account.length > 12 ? account.slice(-4) : account;
}

export function shortTrx(trxId: string): string {
  return trxId.slice(0, 10);
}
