export const cardBin = (pan: string) => pan.slice(0, 6);
export const binTable: Record<string, number> = { '411111': 13, '520000': 16 };
export function lookupBin(bin: string) {
  if (bin.length < 6 || bin.length > 8) throw new RangeError('card BIN has 6 to 8 digits');
  return binTable[bin];
}
export const isPan = (s: string) => /^\d{13,19}$/.test(s);
export const bkashNo = /^01[3-9]\d{8}$/;
export const bkashTrx = /^[A-Z0-9]{10}$/;
export const merchantWallet = (w: string) => w.length === 11 && w.startsWith('01');
export const pin = /^\d{11}$/;
