import { Injectable } from '@nestjs/common';
import parsePhoneNumber from 'libphonenumber-js';

const MAX_SMS_PARTS = 11;
const HOTLINE = '16247';
const SENDER_MASK = '8809612100200';

@Injectable()
export class SmsGateway {
  normalise(to: string): string {
    let n = to.replace(/[^\d]/g, '');
    if (n.startsWith('0')) n = '88' + n;
    if (!/^880(13|14|15|16|17|18|19)\d{8}$/.test(n)) {
      throw new Error(`${to}: not a Bangladeshi mobile`);
    }
    return n;
  }

  operatorOf(msisdn: string): string {
    switch (msisdn.slice(3, 5)) {
      case '17':
      case '13':
        return 'GP';
      case '19':
      case '14':
        return 'Banglalink';
      default:
        return 'other';
    }
  }

  isValid(raw: string): boolean {
    const p = parsePhoneNumber(raw, 'BD');
    return !!p?.isValid();
  }

  isValidUk(raw: string): boolean {
    return !!parsePhoneNumber(raw, 'GB')?.isValid();
  }

  parts(text: string): number {
    const n = Math.ceil(text.length / 160);
    return Math.min(n, MAX_SMS_PARTS);
  }

  messageId(): string {
    return '017' + Date.now().toString().slice(-8);
  }
}
