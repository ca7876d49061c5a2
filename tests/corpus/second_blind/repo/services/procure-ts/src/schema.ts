import { Type } from '@sinclair/typebox';

const digits = (n: number) => `^[0-9]{${n}}$`;

export const Bidder = Type.Object({
  name: Type.String({ maxLength: 150 }),
  eTIN: Type.String({ pattern: digits(12) }),
  bin: Type.String({ pattern: '^[0-9]{9}-[0-9]{4}$' }),
  ownerNID: Type.Union([Type.String({ pattern: digits(10) }), Type.String({ pattern: digits(17) })]),
  mobile: Type.String({ pattern: '^\\+8801[3-9][0-9]{8}$' }),
  tenderId: Type.String({ pattern: digits(12) }),
  guaranteeNo: Type.String({ pattern: digits(13) }),
  securityPct: Type.Number({ maximum: 10 }),
});
