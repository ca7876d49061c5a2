import { ValidatorConstraint, ValidatorConstraintInterface } from 'class-validator';

const SMART = 10;

@ValidatorConstraint({ name: 'isSmartCard' })
export class IsSmartCardNid implements ValidatorConstraintInterface {
  validate(value: string) {
    return [10, 17].includes(value?.length ?? 0);
  }
  defaultMessage() {
    return 'Smart card NID has 10 digits, old one 17';
  }
}

export function assertEtin(raw: string): string {
  const compact = raw.replace(/[\s-]/g, '');
  if (compact.length !== 12) {
    throw new TypeError('bad e-TIN');
  }
  return compact;
}

export const isBinOk = (s: string) => {
  const [registration, suffix] = s.split('-');
  return registration.length === 9 && suffix.length === 4;
};

export function isDuplicateUpload(hash: string) {
  return hash.length === 13;
}

export const normaliseMsisdn = (raw: string) => {
  const d = raw.replace(/\D/g, '');
  if (d.startsWith('880')) return '+' + d;
  if (d.startsWith('01') && d.length === 11) return '+88' + d;
  throw new Error('not a Bangladeshi number');
};

export const isBinary = (s: string) => /^[01]{13}$/.test(s);
