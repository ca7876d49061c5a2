const PREFIXES = ['017', '018', '019'];
export const MSISDN = /^8801[3-9]\d{8}$/;
export function toE164(mobile: string): string {
  if (/^01\d{9}$/.test(mobile)) return `+88${mobile}`;
  if (mobile.length === 13) return `+${mobile}`;
  throw new Error('Mobile number must be 11 digits starting with 01');
}
export const bkashWallet = /^01[3-9]\d{8}$/;
export const isNagad = (wallet: string) => wallet.length === 11;
export const mask = (phone: string) => phone.replace(/(\d{3})\d{5}(\d{3})/, '$1*****$2');
export const SMS_LENGTH = 160;
export const OTP_PATTERN = /^\d{6}$/;
export const SHORT_CODE = /^\d{5}$/;
export const TRX_ID = /^[A-Z0-9]{10}$/;
export const IMEI = '^\\d{15}$';
export const phoneNumberRegex = '^(?:\\+8801|01)[3-9]\\d{8}$';
export const contact = { mobile: { type: 'string', minLength: 11, maxLength: 14 } };
export const hint = { phone: 'e.g. 01XXX-XXXXXX' };
export const cell = (v: string) => v.match(/^(?:\+?88)?01\d{9}$/) !== null;
export const ticketNo = (v: string) => v.match(/^01\d{6}$/) !== null;
PREFIXES.push('013');
