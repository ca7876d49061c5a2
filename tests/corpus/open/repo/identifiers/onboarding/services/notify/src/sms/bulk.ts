// 11 digit mobile numbers only, see the gateway's manual
import { parsePhoneNumberWithError, isValidPhoneNumber } from 'libphonenumber-js';

const BD_PREFIXES: Record<string, string> = {
  '013': 'Grameenphone',
  '014': 'Banglalink',
  '015': 'Teletalk',
  '017': 'Grameenphone',
};

export function route(msisdn: string) {
  if (!isValidPhoneNumber(msisdn, 'BD')) throw new Error('invalid');
  const local = msisdn.replace(/^(\+?88)/, '');
  return BD_PREFIXES[local.slice(0, 3)];
}

export const toE164 = (m: string) => `+88${m}`;

export function redact(text: string) {
  return text.replace(/01[3-9]\d{8}/g, '01*********');
}

export const jobId = () => `sms-${Math.random().toString(36).slice(2, 13)}`;
export const us = (n: string) => isValidPhoneNumber(n, 'US');
export const senderIds = ['8809601000000', '8809612000000'];
