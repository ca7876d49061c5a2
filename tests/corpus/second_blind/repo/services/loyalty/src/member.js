const { DataTypes, Sequelize } = require('sequelize');

const sequelize = new Sequelize(process.env.DATABASE_URL, { pool: { max: 15 } });

module.exports = sequelize.define('member', {
  mobile: { type: DataTypes.STRING(11), allowNull: false, unique: true },
  nid: { type: DataTypes.STRING(17), validate: { len: [10, 17] } },
  company_bin: { type: DataTypes.STRING(13), validate: { is: /^\d{13}$/ } },
  company_tin: { type: DataTypes.CHAR(12) },
  card_no: { type: DataTypes.STRING(13), validate: { is: /^\d{13}$/ } },
  household: { type: DataTypes.CHAR(12) },
  tier_days: { type: DataTypes.INTEGER, defaultValue: 15 },
});
