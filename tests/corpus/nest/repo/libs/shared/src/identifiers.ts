export const TIN_PATTERN = /^[0-9]{12}$/;
export const BIN_PATTERN = /^[0-9]{9}-?[0-9]{4}$/;
export const PASSPORT = /^[A-Z]{2}[0-9]{7}$/;
export const OLD_TIN_PATTERN = /^[0-9]{10}$/;

export function isTin(value: string): boolean {
  return TIN_PATTERN.test(value);
}

export function isOldBin(value: string): boolean {
  return /^[0-9]{11}$/.test(value);
}
