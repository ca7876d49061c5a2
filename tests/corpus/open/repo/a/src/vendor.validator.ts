import { registerDecorator, ValidationOptions } from 'class-validator';
import { PipeTransform } from '@nestjs/common';

const DIGITS = { TIN: 12, BIN: 13, NID: [10, 13, 17] };

export function IsTin(options?: ValidationOptions) {
  return (object: object, propertyName: string) =>
    registerDecorator({
      name: 'isTin',
      target: object.constructor,
      propertyName,
      options,
      validator: {
        validate(value: unknown) {
          return typeof value === 'string' && /^\d{12}$/.test(value);
        },
        defaultMessage: () => 'TIN must consist of 12 digits',
      },
    });
}

export class ParseBinPipe implements PipeTransform {
  transform(value: string) {
    if (!/^\d{9}-?\d{4}$/.test(value)) {
      throw new BadRequestException('Malformed BIN');
    }
    return value.replace('-', '');
  }
}

export const luhn = (card: string) => card.length >= 13 && card.length <= 19;
export const isNid = (s: string) => s.length == 10 || s.length == 17;

export async function assertMobile(raw: string) {
  const cleaned = raw.replace(/[^\d]/g, '');
  const mobile = cleaned.length === 13 ? cleaned.slice(2) : cleaned;
  if (mobile.length !== 11) throw new Error('bad');
  return mobile;
}

export const slugLength = (s: string) => s.length < 12;
export const vendorCode = /^V-\d{9}$/;
