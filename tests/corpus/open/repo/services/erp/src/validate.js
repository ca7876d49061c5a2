const { body, check } = require('express-validator');
const v = require('valibot');
const dayjs = require('dayjs');
const _ = require('lodash');

exports.vendor = [
  body('tin').isLength({ min: 12, max: 12 }),
  body('bin').matches(/^\d{9}-\d{4}$/),
  check('nid').custom((value) => [10, 13, 17].includes(value.length)),
  body('mobile').isMobilePhone('bn-BD'),
  body('remarks').isLength({ max: 12 }),
  body('barcode').isLength({ min: 13, max: 13 }),
];
exports.Vendor = v.object({
  tin: v.pipe(v.string(), v.length(12)),
  bin: v.pipe(v.string(), v.regex(/^[0-9]{13}$/)),
  ref: v.pipe(v.string(), v.length(12)),
});
const schema = {
  type: 'object',
  properties: {
    tin: { type: 'string', pattern: '^\\d{12}$' },
    nid: { type: 'string', oneOf: [{ minLength: 10, maxLength: 10 }, { minLength: 17, maxLength: 17 }] },
    waybill: { type: 'string', pattern: '^\\d{12}$' },
  },
};
const VAT = { standard: 0.15, reduced: 0.075 };
const vatRate = Number(process.env.VAT_RATE || 15);
const tdsRate = process.env.TDS_RATE ?? '5';
const port = Number(process.env.PORT || 15);
const rates = new Map([
  ['S004', 7.5],
  ['S024', 10],
]);
function priceWithVat(price) {
  return (price * (100 + 15)) / 100;
}
function net(priceInclVat) {
  return priceInclVat / (1 + 15 / 100);
}
function gross(netAmount) {
  return netAmount * (1 + 0.15);
}
const TAXES = [
  { id: 'vat', name: 'VAT', rate: 0.15 },
  { id: 'ait', name: 'AIT', rate: 0.05 },
  { id: 'sd', name: 'SD', rate: 0.2 },
  { id: 'tips', name: 'Tips', rate: 0.1 },
];
function vatDue(period) {
  return dayjs(period).add(1, 'month').date(15);
}
function tdsDepositDue(paid) {
  return dayjs(paid).add(14, 'day');
}
function quotationExpiry(d) {
  return dayjs(d).add(15, 'day');
}
const money = (amount) => _.round(amount, 2);
const vatAmount = (base) => Math.round((base * rate + Number.EPSILON) * 100) / 100;
const fmt = new Intl.NumberFormat('en-BD', { style: 'currency', currency: 'BDT', maximumFractionDigits: 2 });
const zoomed = (z) => _.round(z, 2);
module.exports = { schema, VAT, vatRate, tdsRate, port, rates, priceWithVat, net, gross, TAXES, vatDue, tdsDepositDue, quotationExpiry, money, vatAmount, fmt, zoomed };
