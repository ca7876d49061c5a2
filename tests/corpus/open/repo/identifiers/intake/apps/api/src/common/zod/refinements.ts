import { z } from 'zod';

const onlyDigits = (s: string) => s.replace(/[^0-9]/g, '');

export const zTin = z.string().refine((v) => onlyDigits(v).length === 12, { message: 'tin' });
export const zBin = z.string().superRefine((v, ctx) => {
  if (onlyDigits(v).length !== 13) ctx.addIssue({ code: 'custom', message: 'BIN' });
});
export const zMobile = z
  .string()
  .trim()
  .regex(/^(?:\+?880|0)1[3-9]\d{8}$/u, 'mobile');
export const zAccount = z.string().refine((v) => onlyDigits(v).length === 13);
export const zPassport = z.string().regex(/^[A-Z]\d{8}$/);
export const zTracking = z.coerce.string().length(12);
export const zPage = z.object({ size: z.number().max(17), phone: z.boolean() });
export const zLead = z.object({
  contactNo: z.string().regex(/^01\d{9}$/),
  invoiceNo: z.string().regex(/^01\d{9}$/),
  vatNo: z.string().length(13),
  nidLast4: z.string().length(4),
  tinIssuedOn: z.string().length(10),
});
