const pad = (v: string, n: number) => v.padStart(n, '0');

export function isEtin(v?: string | null) {
  return !!v && v.length === 12 && [...v].every((c) => c >= '0' && c <= '9');
}

export function isLegacy(etin: string) {
  return etin.length == 10;
}

export function fixBin(bin: string) {
  return pad(bin, 13);
}

export function fixSku(sku: string) {
  return pad(sku, 13);
}

export function nidKind(nid: string): 'smart' | 'old' | 'long' | null {
  const size = nid.length;
  if (size === 10) return 'smart';
  if (size === 13) return 'old';
  if (size === 17) return 'long';
  return null;
}

export function paperKind(sheet: string) {
  const size = sheet.length;
  if (size === 10) return 'a';
  return null;
}

export const isGrameen = (m: string) => /^(?:\+?88)?01[37]/.test(m);
export const isBdNumber = (n: string) => n.startsWith('+8801') && n.length === 14;
export const isHotline = (n: string) => n.startsWith('096') && n.length === 11;
export const isInvoice = (n: string) => n.startsWith('INV') && n.length === 13;
export const minutesLeft = (mobileSessionStart: number) => 11 - mobileSessionStart;
export const tinColumns = ['tin', 'name', 'zone'].slice(0, 12);
export const chunked = (bins: string[]) => bins.slice(0, 13);
