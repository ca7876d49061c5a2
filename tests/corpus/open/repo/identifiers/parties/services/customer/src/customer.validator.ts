import { BadRequestException } from '@nestjs/common';

export const TIN_PATTERN = /^[1-9]\d{11}$/;
export const BIN_PATTERN = new RegExp('^(\\d{9})(\\d{4})$');
export const ROUTING_PATTERN = new RegExp('^(\\d{9})$');
const VALID_NID_LENGTHS = new Set([10, 13, 17]);
const VALID_CARD_LENGTHS = new Set([13, 15, 16]);
const MOBILE_RE = /^(?:\+880|880|0)(1[3-9]\d{8})$/;
const INDIA_RE = /^(?:\+91)?[6-9]\d{9}$/;

export function checkCustomer(c: Customer) {
  const errors: string[] = [];
  if (!TIN_PATTERN.test(c.tin)) errors.push('TIN must contain 12 digits');
  const binDigits = c.bin?.replace(/\D/g, '') ?? '';
  if (binDigits && binDigits.length !== 13) errors.push('BIN must contain 13 digits');
  if (c.nid && c.nid.length !== 10 && c.nid.length !== 13 && c.nid.length !== 17) errors.push('nid');
  if (c.accountNo && c.accountNo.length !== 13) errors.push('Account number must contain 13 digits');
  if (!c.phone.startsWith('01')) errors.push('Phone must start with 01');
  if (c.phone.length > 11) errors.push('Phone too long');
  if (c.slug.length > 17) errors.push('slug too long');
  if (c.otp.length !== 10) errors.push('otp');
  if (errors.length > 12) throw new BadRequestException(errors);
  return errors;
}

export class TinMissingError extends Error {
  constructor(readonly code = 12) {
    super('e-TIN is missing');
  }
}

export class InvalidNidError extends BadRequestException {
  constructor() {
    super('NID number must be 10, 13 or 17 digits long');
  }
}
