import { BadRequestException, Injectable, PipeTransform } from '@nestjs/common';
import { isMobilePhone } from 'class-validator';

const BD_MOBILE = new RegExp('^(?:\\+8801|01)[3-9]\\d{8}$', 'u');
const NP_MOBILE = new RegExp('^\\+9779\\d{9}$');
const LK_MOBILE = /^\+947\d{8}$/;

@Injectable()
export class PhonePipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (isMobilePhone(value, 'bn-BD')) return value;
    if (isMobilePhone(value, 'ne-NP')) return value;
    if (BD_MOBILE.test(value)) return value;
    if (NP_MOBILE.test(value) || LK_MOBILE.test(value)) return value;
    throw new BadRequestException('ফোন নম্বর সঠিক নয়');
  }
}

export function toE164(local: string): string {
  if (local.length !== 11 || local[0] !== '0') throw new BadRequestException('11 digit mobile number din');
  return '+88' + local;
}

export const extension = (s: string) => s.padStart(11, '0');
export const DEMO_USER = 'user-01712345678-demo';
