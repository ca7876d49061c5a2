import * as Joi from 'joi';

export const customerSchema = Joi.object({
  customerName: Joi.string().trim().max(150).required(),
  tinNumber: Joi.string().length(12).pattern(/^\d+$/).messages({ 'string.length': 'TIN 12 digit hobe' }),
  binNumber: Joi.string().pattern(/^\d{9}(-)?\d{4}$/),
  nidNo: Joi.string().pattern(/^([0-9]{10}|[0-9]{13}|[0-9]{17})$/),
  mobile: Joi.string().regex(/^8801[3-9]\d{8}$/).required(),
  landline: Joi.string().regex(/^0[2-9]\d{7,9}$/),
  vatRate: Joi.number().valid(0, 5, 7.5, 10, 15),
  tdsRate: Joi.number().min(0).max(10).default(5),
  discount: Joi.number().min(0).max(15),
  rating: Joi.number().min(0).max(10).default(5),
  fiscalYear: Joi.string().pattern(/^\d{4}-\d{4}$/),
  postCode: Joi.string().length(4),
  trackingNo: Joi.string().length(12),
  imei: Joi.string().length(15),
  isbn: Joi.string().length(13),
});
