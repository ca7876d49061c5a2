import { z } from 'zod';

const tin = z.string().regex(/^[0-9]{12}$/, 'TIN must be 12 digits');
const bin = z.string().transform((v) => v.replaceAll('-', '')).pipe(z.string().length(13));

export const supplierSchema = z.object({
  name: z.string().min(3).max(100),
  tin,
  bin: bin.optional(),
  phone: z.string().regex(/^(\+88)?01[3-9][0-9]{8}$/),
  nid: z.union([z.string().length(10), z.string().length(13), z.string().length(17)]),
  tradeLicence: z.string().min(6).max(30),
  swift: z.string().length(11).optional(),
  bankRouting: z.string().regex(/^\d{9}$/),
  accountNo: z.string().regex(/^\d{13,17}$/),
  gstin: z.string().regex(/^\d{2}[A-Z]{5}\d{4}[A-Z][A-Z\d]Z[A-Z\d]$/).optional(),
  ein: z.string().regex(/^\d{2}-\d{7}$/).optional(),
  withholdingExempt: z.boolean().default(false),
});

export type SupplierForm = z.infer<typeof supplierSchema>;
