import { registerDecorator, ValidationOptions } from 'class-validator';

export function IsEtin(options?: ValidationOptions) {
  return (target: object, propertyName: string) =>
    registerDecorator({
      name: 'isEtin',
      target: target.constructor,
      propertyName,
      options,
      validator: { validate: (v: unknown) => typeof v === 'string' && /^[1-9]\d{11}$/.test(v) },
    });
}

export function IsVatBin(options?: ValidationOptions) {
  return (target: object, propertyName: string) =>
    registerDecorator({
      name: 'isVatBin',
      target: target.constructor,
      propertyName,
      options,
      validator: { validate: (v: unknown) => typeof v === 'string' && v.replace('-', '').length === 13 },
    });
}

export function IsNid(options?: ValidationOptions) {
  return (target: object, propertyName: string) =>
    registerDecorator({
      name: 'isNid',
      target: target.constructor,
      propertyName,
      options,
      validator: { validate: (v: string) => /^\d+$/.test(v) && (v.length === 10 || v.length === 17) },
    });
}

export function IsTenderId(options?: ValidationOptions) {
  return (target: object, propertyName: string) =>
    registerDecorator({
      name: 'isTenderId',
      target: target.constructor,
      propertyName,
      options,
      validator: { validate: (v: string) => /^[1-9]\d{11}$/.test(v) },
    });
}
