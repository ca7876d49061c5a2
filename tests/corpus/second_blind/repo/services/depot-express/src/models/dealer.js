const mongoose = require('mongoose');

const dealerSchema = new mongoose.Schema({
  shopName: { type: String, required: true, maxlength: 120 },
  tin_no: { type: String, minlength: 12, maxlength: 12 },
  bin_no: { type: String, match: [/^\d{9}-\d{4}$/, 'BIN must be like 000123456-0101'] },
  nid_no: { type: String, match: /^(?:\d{10}|\d{17})$/ },
  phone: {
    type: String,
    required: [true, 'phone is needed'],
    match: /^(?:\+8801|01)[3-9]\d{8}$/,
  },
  gpsTracker: { type: String, minlength: 10, maxlength: 17 },
  meterNo: { type: String, match: /^\d{12}$/ },
  creditLimitDays: { type: Number, default: 15 },
});

module.exports = mongoose.model('Dealer', dealerSchema);
