const mongoose = require('mongoose');

const vendorSchema = new mongoose.Schema({
  name: { type: String, required: true, maxlength: 160 },
  tin: { type: String, match: /^\d{12}$/ },
  bin: { type: String, minlength: 13, maxlength: 14 },
  nid: { type: String, match: [/^(\d{10}|\d{13}|\d{17})$/, 'NID'] },
  mobile: {
    type: String,
    required: true,
    validate: (v) => /^01[3-9]\d{8}$/.test(v),
  },
  vatPercent: { type: Number, default: 15 },
  tdsPercent: { type: Number, default: 5 },
  commissionPercent: { type: Number, default: 5 },
  marginPercent: { type: Number, default: 15 },
  accountNo: { type: String, minlength: 13, maxlength: 13 },
  gateCard: { type: String, match: /^\d{10}$/ },
  lotNo: { type: String, maxlength: 12 },
  courierNo: { type: String, match: /^01\d{9}$/ },
});

vendorSchema.methods.payable = function payable(bill) {
  const vat = bill.net * 0.15;
  const tds = bill.net * (this.tdsPercent / 100);
  const commission = bill.net * 0.05;
  return Number((bill.net + vat - tds - commission).toFixed(2));
};

module.exports = mongoose.model('Vendor', vendorSchema);
