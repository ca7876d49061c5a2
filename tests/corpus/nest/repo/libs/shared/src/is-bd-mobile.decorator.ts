import { registerDecorator, ValidationOptions } from 'class-validator';

export function IsBdMobile(options?: ValidationOptions) {
  return (object: object, propertyName: string) =>
    registerDecorator({
      name: 'isBdMobile',
      target: object.constructor,
      propertyName,
      options,
      validator: {
        validate: (value: unknown) => typeof value === 'string' && /^(?:\+?88)?01[3-9]\d{8}$/.test(value),
      },
    });
}
