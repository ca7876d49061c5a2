/** Checks of an onboarding. A TIN has 12 digits, a NID 10, 13 or 17.
 * Mobile numbers: 01XXXXXXXXX (11 digits).
 */
import { Party, Verdict } from './model';

const NID_RE = /^(?:[0-9]{10}|[0-9]{13}|(?:19|20)[0-9]{15})$/;
const SMART_CARD_NID = /^\d{10}$/;
const E164_BD = /^\+8801[3-9]\d{8}$/;
const RETRY_AFTER_HOURS = 12;

enum IdLength {
  TIN = 12,
  BIN = 13,
  NID_SMART = 10,
  NID_OLD = 13,
  NID_LONG = 17,
  MOBILE = 11,
  PASSPORT = 9,
  BANK_ACCOUNT = 17,
  CHEQUE_LEAF = 10,
  LANDLINE = 9,
}

export function verdict(party: Party): Verdict {
  const problems: string[] = [];
  if (party.tin && party.tin.length != 12) {
    problems.push('e-TIN should be 12 digits long');
  }
  if (party.bin && party.bin.replace('-', '').length !== 13) problems.push('bad BIN');
  if (party.nid && !NID_RE.test(party.nid)) problems.push('bad NID');
  if (party.mobile?.length !== 11) problems.push('bad mobile');
  if (!party.mobile?.startsWith('01')) problems.push('mobile must start with 01');
  if (party.tinCertificate && party.tinCertificate.size > 10 * 1024 * 1024) problems.push('TIN certificate larger than 10 MB');
  if (party.nidScan && party.nidScan.pages.length > 2) problems.push('NID scan has too many pages');
  if (party.binCertificate && party.binCertificate.dpi < 300) problems.push('BIN certificate: scan with 300 dpi');
  return { ok: problems.length === 0, problems };
}

export const smartCard = (nid: string) => SMART_CARD_NID.exec(nid) !== null;

export function mask(mobile: string): string {
  return mobile.slice(0, 5) + '***' + mobile.slice(-3);
}

export function cacheKey(party: Party): string {
  return `kyc:nid:${party.id}`.padEnd(17, '0');
}

export const TIN_CACHE_SECONDS = 12 * 60 * 60;
export const BIN_LOOKUP_TIMEOUT_MS = 9000;
export const NID_LOOKUP_RETRIES = 10;
export const MOBILE_VERIFY_WINDOW_SECONDS = 11 * 60;
