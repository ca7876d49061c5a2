import { z } from 'zod';

const digits = (n: number) => z.string().regex(new RegExp(`^\\d{${n}}$`));

export const customerSchema = z.object({
  name: z.string().min(2).max(120),
  tin: z.string().length(12, 'TIN: 12 digits').optional(),
  bin: z.string().regex(/^\d{9}-\d{4}$/, 'BIN: 9 digits, a hyphen, 4 digits'),
  nid: z
    .string()
    .refine((v) => [10, 13, 17].includes(v.length), 'NID must be 10, 13 or 17 digits'),
  mobile: z.string().regex(/^01[3-9]\d{8}$/),
  altMobile: z.string().length(11).startsWith('01').optional(),
  postalCode: z.string().length(4),
  iban: z.string().min(15).max(34).optional(),
  passport: z.string().min(9).max(9).optional(),
  gstin: z.string().length(15).optional(),
  loyaltyCard: z.string().length(13).optional(),
  referralCode: z.string().min(10).max(10).optional(),
  website: z.string().url().optional(),
});

export const walkInSchema = customerSchema.pick({ name: true, mobile: true });

export const corporateSchema = customerSchema.extend({
  tin: z.string().trim().regex(/^[0-9]{12}$/),
  bin: z.string().min(13).max(14),
  contactNid: digits(17),
  dueDays: z.number().int().min(0).max(45),
});

export const importerSchema = z.object({
  ircNumber: z.string().min(6).max(17),
  lcNumber: z.string().length(16),
  hsCode: z.string().regex(/^\d{8}$/),
  containerNo: z.string().regex(/^[A-Z]{4}\d{7}$/),
  etin: z.string().transform((s) => s.replace(/-/g, '')).pipe(z.string().length(12)),
});
