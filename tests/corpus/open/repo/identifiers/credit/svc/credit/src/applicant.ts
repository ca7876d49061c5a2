export interface Applicant { nid: string; tin?: string; bin?: string; mobile: string; cardNo: string; ref: string; }

const LIMITS = { nidMin: 10, nidMax: 17, refMax: 17, remarksMax: 13 };
export const SMART_NID_DIGITS = 10;
export const MAX_LOGIN_ATTEMPTS = 10;
export const TIN_EXPIRY_DAYS = 12;
export const BIN_LOOKUP_URL = 'https://lookup.example/13';
export const PHONE_OTP_LENGTH = 11;
export const GUARANTOR_PHONE_LENGTH = 11;

export function problems(a: Applicant): string[] {
  const out: string[] = [];
  const { nid, tin, bin, mobile, cardNo, ref } = a;
  if (nid.length !== 10 && nid.length !== 17) out.push('NID must be 10 or 17 digits');
  if (tin !== undefined && tin.length !== 12) out.push('TIN');
  if (bin && !/^[0-9]{13}$/.test(bin)) out.push('BIN');
  if (!/^(?:\+?88)?01[3-9][0-9]{8}$/.test(mobile)) out.push('Mobile');
  if (cardNo.length !== 13) out.push('Card');
  if (!/^[0-9]{12}$/.test(ref)) out.push('Reference');
  if (out.length > 10) out.length = 10;
  return out;
}

export const shortTin = (tin: string) => (tin.length > 8 ? `${tin.slice(0, 8)}…` : tin);
export const isJobId = (id: string) => /^\d{13}$/.test(id);
export const isEmployeeId = (id: string) => id.length === 10;
export const isMeter = (no: string) => /^01\d{9}$/.test(no);
export const isSim = (s: string) => /^8988\d{15,16}$/.test(s);
export const isVat = (s: string) => s.length === 13 && s[9] !== '-';
export const sortByTin = (rows: Applicant[]) => rows.slice(0, 12);
