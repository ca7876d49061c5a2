export const TIN_LENGTH = 12;
export const LEGACY_TIN_LENGTH = 10;

const TIN_RE = /^\d{4}-?\d{4}-?\d{4}$/;

export class InvalidTinError extends Error {
  constructor(value: string) {
    super(`"${value}" is not a valid e-TIN (12 digits required)`);
  }
}

export function assertTin(value: string): void {
  if (!TIN_RE.test(value)) throw new InvalidTinError(value);
}

/** pretty prints 123456789012 as 1234-5678-9012 */
export const formatTin = (v: string) => v.match(/.{1,4}/g)?.join('-') ?? v;

export const TIN_CAN_SIZES_OZ = [8, 12, 16];

export const tinPlateGauge = { min: 0.12, max: 0.36 };
