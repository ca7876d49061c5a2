export const SMART_CARD_DIGITS = 10;
export const OLD_NID_DIGITS = 13;
export const LONG_NID_DIGITS = 17;

const bengaliToAscii = (s: string) => s.replace(/[০-৯]/g, (d) => String(d.charCodeAt(0) - 0x09e6));

export function normaliseNid(raw: string): string {
  return bengaliToAscii(raw).replace(/\s|-/g, '');
}

export function isNid(raw: string): boolean {
  const n = normaliseNid(raw);
  return [SMART_CARD_DIGITS, OLD_NID_DIGITS, LONG_NID_DIGITS].includes(n.length);
}

/** 13-digit cards have no birth year; the commission prefixes it to make 17. */
export function lengthen(nid13: string, birthYear: number): string {
  return `${birthYear}${nid13}`;
}

// cards older than 10 years are marked for renewal
export const CARD_AGE_YEARS = 10;
