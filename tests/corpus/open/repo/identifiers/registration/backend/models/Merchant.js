const { DataTypes } = require('sequelize');
const mongoose = require('mongoose');

module.exports = (sequelize) =>
  sequelize.define('Merchant', {
    tin_certificate_no: { type: DataTypes.STRING(12), validate: { is: /^[0-9]{12}$/ } },
    bin: { type: DataTypes.STRING(13), validate: { len: [13, 13], isNumeric: true } },
    ownerNid: {
      type: DataTypes.STRING(17),
      validate: {
        isNid(value) {
          if (![10, 13, 17].includes(String(value).length)) throw new Error('Invalid NID');
        },
      },
    },
    msisdn: { type: DataTypes.CHAR(13), validate: { is: ['^8801[3-9][0-9]{8}$'] } },
    terminalId: { type: DataTypes.STRING(12) },
    acquirerBin: { type: DataTypes.STRING(8), validate: { len: [6, 8] } },
    settlementAccount: { type: DataTypes.STRING(17), validate: { len: [13, 17] } },
    landPhone: { type: DataTypes.STRING(11), validate: { is: /^02\d{7,9}$/ } },
  });

const agentSchema = new mongoose.Schema({
  tin: { type: String, minlength: 12, maxlength: [12, 'TIN too long'], match: /^\d+$/ },
  nationalId: { type: String, match: [/^(?:\d{10}|\d{13}|\d{17})$/, 'Invalid national id'] },
  mobile: { type: String, validate: { validator: (v) => /^(?:\+88)?01[3-9]\d{8}$/.test(v) } },
  referralCode: { type: String, minlength: 10, maxlength: 10 },
  objectId: { type: String, match: /^[a-f0-9]{12}$/ },
});
