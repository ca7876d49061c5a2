import { z } from 'zod';
import * as Joi from 'joi';
import * as yup from 'yup';

export const customerSchema = z.object({
  tin: z.string().length(12),
  bin: z.string().regex(/^\d{13}$/, 'BIN is 13 digits'),
  nid: z.union([z.string().length(10), z.string().length(13), z.string().length(17)]),
  mobile: z
    .string()
    .min(11)
    .max(14),
  cardNumber: z.string().length(16),
  orderId: z.string().length(12),
  quantity: z.number().min(1).max(13),
  otp: z.string().regex(/^\d{6}$/),
});

export const supplierSchema = Joi.object({
  tin: Joi.string().pattern(/^[0-9]{12}$/).required(),
  bin: Joi.string().length(9),
  nid: Joi.string().min(10).max(17),
  phone: Joi.string().pattern(new RegExp('^01[0-9]{9}$')),
  accountNo: Joi.string().length(13),
  iban: Joi.string().pattern(/^[A-Z]{2}\d{2}[A-Z0-9]{12,30}$/),
});

const employeeSchema = yup.object().shape({
  nationalId: yup.string().matches(/^(\d{10}|\d{13}|\d{17})$/, 'bad NID'),
  eTin: yup.string().test('len', 'e-TIN', (v) => v?.length === 12),
  cell: yup.string().matches(/^\+8801[3-9]\d{8}$/),
  employeeCode: yup.string().length(10),
  pin: yup.string().min(4).max(12),
});

export const validators = { employeeSchema };
export const voterId = z.string().refine((v) => [10, 13, 17].includes(v.length), 'voter id');
export const warehouseBin = z.object({ bin: z.string().length(8), shelf: z.string() });
