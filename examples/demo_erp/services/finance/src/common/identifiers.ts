import { BadRequestException } from '@nestjs/common';

// `/^\d{10}$/` was the old TIN; it has been void since 1 January 2014.
const LEGACY_TIN = /^\d{10}$/;
const LEGACY_BIN = /^(?:\d{9}|\d{11})$/;
const ETIN = /^[0-9]{12}$/;
export const ETIN_ON_PAPER = /^\d{4}[ -]?\d{4}[ -]?\d{4}$/;
export const BIN_PATTERN = /^\d{9}-?\d{4}$/;
export const NID_PATTERN = /^(?:\d{10}|\d{13}|(?:19|20)\d{15})$/;
export const MOBILE_PATTERN = /^(?:\+?880|0)1[3-9]\d{8}$/;

function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '');
}

/** Twelve digits; a ten-digit number gets a message of its own. */
export function normaliseTin(text: string): string {
  const digits = digitsOf(text);
  if (LEGACY_TIN.test(digits)) {
    throw new BadRequestException('This is a TIN of before July 2013: register again for a twelve-digit e-TIN');
  }
  if (!ETIN.test(digits)) {
    throw new BadRequestException('An e-TIN has twelve digits');
  }
  return digits;
}

/** `000123456-0101`; numbers of nine and eleven digits are void. */
export function normaliseBin(text: string): string {
  const digits = digitsOf(text);
  if (LEGACY_BIN.test(digits)) {
    throw new BadRequestException('This BIN has been void since 30 November 2019: ask for the thirteen-digit one');
  }
  if (!/^[0-9]{13}$/.test(digits)) {
    throw new BadRequestException('A BIN has thirteen digits');
  }
  return `${digits.slice(0, 9)}-${digits.slice(9)}`;
}

/** E.164, as the SMS gateway wants it. */
export function normaliseMobile(text: string): string {
  const compact = digitsOf(text);
  if (!MOBILE_PATTERN.test(compact)) {
    throw new BadRequestException('A mobile number looks like 01700 000000 or +880 1700 000000');
  }
  return `+880${compact.slice(-10)}`;
}

/** For the column of a spreadsheet that customers were imported from. */
export function isTin(text: string): boolean {
  const tin = /\d{12}/;
  return tin.test(text);
}
