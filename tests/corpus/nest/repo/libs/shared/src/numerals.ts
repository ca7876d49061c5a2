import { TIN_PATTERN } from './identifiers';

// reached by no barrel and no import
export function tinInBangla(text: string): boolean {
  const ascii = text.replace(/[০-৯]/g, (d) => String(d.charCodeAt(0) - 0x09e6));
  return ascii.length === 12 && TIN_PATTERN.test(ascii);
}
