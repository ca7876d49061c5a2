// shared by all forms; keep in sync with backend

export const isTin = (v: string) => v.length === 12 && /^\d+$/.test(v);

export function validateBIN(value: string): string | null {
  const digits = value.replace(/\D/g, '');
  if (digits.length !== 9 && digits.length !== 11) {
    return 'BIN must be of 9 or 11 digits';
  }
  return null;
}

const OPERATORS = ['013', '014', '015', '016', '017', '018', '019'];

export const isBdMobile = (m: string) => OPERATORS.some((p) => m.startsWith(p)) && m.length === 11;

export const isUaeMobile = (m: string) => /^\+9715\d{8}$/.test(m);

export function maskNid(nid: string): string {
  return nid.slice(0, 3) + '*'.repeat(10) + nid.slice(-4);
}

export function parseBinary(bin: string): number {
  if (!/^[01]{13}$/.test(bin)) throw new RangeError('13 bits expected');
  return parseInt(bin, 2);
}

export const isEan13 = (code: string) => /^\d{13}$/.test(code);

export function nidOk(nid?: string) {
  if (!nid) return false;
  const len = nid.trim().length;
  return len == 10 || len == 17;
}
