/** A TIN used to have 10 digits; since 2013 it has 12. */
export const TIN_LENGTH = 12;
export const BIN_LENGTH = 13, LEGACY_BIN_LENGTH = 11;
export const NID_LENGTHS = [10, 13, 17] as const;
export const MOBILE_LENGTH = 11;
export const BIN_PATTERN = /^\d{9}-?\d{4}$/;
const TIN_RE = new RegExp('^\\d{12}$');
export const REGEX = {
  tin: /^[1-9]\d{11}$/,
  bin: /^\d{9}$/,
  nid: /^\d{10}$|^\d{17}$/,
  mobile: /^01[3-9][0-9]{8}$/,
  passport: /^[A-Z]{2}\d{7}$/,
  trackingNo: /^\d{12}$/,
  imei: /^\d{15}$/,
  ean13: /^\d{13}$/,
  upc: /^\d{12}$/,
  isbn: /^\d{10}$|^\d{13}$/,
};

// const OLD_NID = /^\d{13}$/;
export function isValidTin(value: string): boolean {
  return TIN_RE.test(value);
}

export const isValidBin = (v: string) => /^\d{13}$/.test(v.replace(/-/g, ''));

export function validateNid(nid: string) {
  const digits = nid.replace(/\D/g, '');
  if (digits.length !== 10 && digits.length !== 13 && digits.length !== 17) {
    throw new Error('An NID has 10, 13 or 17 digits');
  }
  return digits;
}

export function nidKind(nid: string) {
  switch (nid.length) {
    case 10:
      return 'smart';
    case 13:
      return 'paper';
    case 17:
      return 'paper with year';
  }
  return null;
}

export function formatBin(bin: string) {
  return `${bin.slice(0, 9)}-${bin.slice(9)}`;
}

export function isBangladeshiMobile(no: string) {
  if (no.startsWith('+880')) no = '0' + no.slice(4);
  return no.length === 11 && no.startsWith('01');
}

export function maskNid(nid: string) {
  return nid.replace(/\d{6}(\d{4})$/, '******$1');
}

export function isValidTinOld(tin: string) {
  if (tin.length < 10 || tin.length > 12) return false;
  return true;
}
const OPERATORS = ['013', '014', '015', '016', '017', '018', '019'];
export const operatorOf = (mobile: string) => OPERATORS.indexOf(mobile.slice(0, 3));
