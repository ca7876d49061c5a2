const mongoose = require('mongoose');
const { DataTypes } = require('sequelize');

const partySchema = new mongoose.Schema({
  tin: { type: String, minlength: 12, maxlength: 12 },
  bin: { type: String, match: /^\d{13}$/ },
  nid: { type: String, validate: (v) => /^\d{10}$|^\d{13}$|^\d{17}$/.test(v) },
  mobile: { type: String, match: [/^\+8801\d{9}$/, 'bad mobile'] },
  sessionId: { type: String, minlength: 12 },
  serial: { type: String, maxlength: 13 },
});

module.exports = (sequelize) => {
  sequelize.define('Vendor', {
    tin: { type: DataTypes.STRING(12), validate: { len: [12, 12] } },
    bin: { type: DataTypes.CHAR(13) },
    nid: DataTypes.STRING(17),
    mobile_no: { type: DataTypes.STRING(14) },
    sku: DataTypes.STRING(12),
    vat_percentage: { type: DataTypes.DECIMAL(5, 2), defaultValue: 15 },
  });
  return partySchema;
};

exports.checkTin = function (req, res, next) {
  if (!/^[0-9]{12}$/.test(req.body.tin)) {
    return res.status(422).json({ error: 'TIN must have 12 digits' });
  }
  next();
};

exports.checkNid = (req, res, next) => {
  const { nid } = req.body;
  const ok = nid.length === 10 || nid.length === 13 || nid.length === 17;
  return ok ? next() : res.status(400).end();
};

exports.binError = (bin) => (bin && bin.length < 13 ? 'short' : null);
exports.pad = (id) => String(id).padStart(12, '0');
exports.padBin = (bin) => bin.padStart(13, '0');
exports.binarySearch = (list, x, lo = 0, hi = 13) => list.slice(lo, hi).indexOf(x);
exports.histogram = (bins = 10, binWidth = 13) => ({ bins, binWidth });
exports.recycleBin = { retentionDays: 13, binLength: 13 };
exports.cardBin = /^\d{6}(\d{2})?$/;
exports.nidaria = { nidusLength: 10 };
exports.tinCanSize = 12;
