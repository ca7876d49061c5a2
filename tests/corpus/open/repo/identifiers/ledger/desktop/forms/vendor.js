import * as Joi from 'joi';

const digits = (n) => Joi.string().pattern(new RegExp(`^\\d{${n}}$`));

export default Joi.object({
  tin: digits(12),
  bin: Joi.alternatives().try(digits(13), Joi.string().pattern(/^\d{9}-\d{4}$/)),
  nid: Joi.alternatives(digits(10), digits(13), digits(17)),
  mobile: Joi.string().pattern(/^(?:\+8801|8801|01)[3-9]\d{8}$/),
  voucher: digits(12),
  ledger: Joi.alternatives(digits(10), digits(13)),
  landline: Joi.string().pattern(/^0\d{1,2}-?\d{6,8}$/),
});

export const MESSAGES = {
  'tin.length': 'TIN number ti 12 digit er hote hobe',
  'mobile.pattern': 'Mobile number 01 diye shuru, 11 digit',
  'voucher.length': 'Voucher number ti 12 digit er hote hobe',
  'nid.length': 'NID must have either 10 or 17 digits',
  'passport.length': 'Passport must have 9 characters',
};
