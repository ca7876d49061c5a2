import * as v from 'valibot';
import Ajv from 'ajv';
import { z } from 'zod';

export const Applicant = v.object({
  etin: v.pipe(v.string(), v.digits(), v.length(12)),
  nid: v.pipe(v.string(), v.regex(/^(\d{10}|\d{17})$/)),
  phone: v.pipe(v.string(), v.regex(/^(?:\+8801|01)[3-9]\d{8}$/)),
  postalCode: v.pipe(v.string(), v.regex(/^\d{4}$/)),
  cardBin: v.pipe(v.string(), v.regex(/^\d{6,8}$/)),
  driverLicence: v.pipe(v.string(), v.minLength(10), v.maxLength(15)),
});

const ajv = new Ajv();
export const validateParty = ajv.compile({
  type: 'object',
  properties: {
    tinNumber: { type: 'string', minLength: 12, maxLength: 12 },
    binNumber: { type: 'string', pattern: '^\\d{9}-\\d{4}$' },
    mobileNo: {
      type: 'string',
      pattern: '^01[3-9]\\d{8}$',
    },
    tradeLicenceNo: { type: 'string', minLength: 9, maxLength: 13 },
    isbn: { type: 'string', minLength: 10, maxLength: 13 },
  },
});

const digits = (n: number) => z.string().length(n).regex(/^\d+$/);
export const Supplier = z.object({
  tin: digits(12),
  bin: digits(13).optional(),
  ifsc: z.string().length(11),
  account: digits(13),
  nid: z.union([digits(10), digits(13), digits(17)]),
});

export const Uk = z.object({ phone: z.string().regex(/^\+44\d{10}$/) });
