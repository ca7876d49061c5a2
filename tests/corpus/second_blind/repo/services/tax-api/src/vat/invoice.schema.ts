import { z } from 'zod';

export const invoiceSchema = z.object({
  sellerBin: z.string().regex(/^\d{13}$/, 'Seller BIN: 13 digits'),
  buyerBin: z.string().regex(/^\d{9}-?\d{4}$/).optional(),
  buyerTin: z
    .string()
    .length(12, { message: 'Buyer TIN needs 12 digits' })
    .optional(),
  buyerMobile: z.string().regex(/^01[3-9]\d{8}$/),
  challanNo: z.string().min(10).max(17),
  hsCode: z.string().length(10),
  barcode: z.string().regex(/^\d{13}$/),
  upc: z.string().regex(/^\d{12}$/),
  lines: z.array(
    z.object({
      sku: z.string().max(12),
      vatRate: z.union([z.literal(0), z.literal(5), z.literal(7.5), z.literal(10), z.literal(15)]),
      sdPercent: z.number().nonnegative(),
      discountPercent: z.number().max(15),
    }),
  ),
  mushakForm: z.enum(['6.3', '6.7', '6.8']).default('6.3'),
});

export const citizenSchema = z.object({
  nid: z.string().refine((v) => [10, 13, 17].includes(v.length), 'NID must be 10, 13 or 17 digits'),
  birthCertificate: z.string().length(17),
  drivingLicence: z.string().length(15),
});
