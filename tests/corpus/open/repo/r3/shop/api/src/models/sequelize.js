module.exports = (sequelize, DataTypes) =>
  sequelize.define('bill', {
    vat_rate: {
      type: DataTypes.DECIMAL(5, 2),
      defaultValue: 15.0,
    },
    tds_rate: { type: DataTypes.DECIMAL(5, 2), defaultValue: 5, validate: { max: 20 } },
    vat_amount: { type: DataTypes.DECIMAL(15, 2), defaultValue: 0 },
    tip_rate: { type: DataTypes.DECIMAL(5, 2), defaultValue: 5 },
  });
