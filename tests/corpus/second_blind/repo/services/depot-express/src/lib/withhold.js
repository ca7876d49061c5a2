const TDS = {
  carriage: 0.02,
  catering: 0.02,
  internet: 0.05,
  cement: 0.02,
  books: 0.03,
};

const AIT_ON_IMPORT_PCT = 5;
const WATER_TDS_PPM_LIMIT = 500;
const BROKERAGE = 0.02;
const INSURANCE_PREMIUM_RATE = 0.05;
const RETENTION = 0.1;
const PROVIDENT_FUND = 0.1;

function netPayable(bill, kind) {
  const tds = bill * TDS[kind];
  const vds = kind === 'jogandar' ? bill * 0.1 : 0;
  const retention = bill * RETENTION;
  return bill - tds - vds - retention;
}

function sourceTaxOnRent(rent) {
  const tdsRate = 10;
  return rent * tdsRate / 100;
}

function commissionDue(sale) {
  return sale * 0.02;
}

module.exports = { netPayable, sourceTaxOnRent, commissionDue, AIT_ON_IMPORT_PCT, WATER_TDS_PPM_LIMIT, BROKERAGE, INSURANCE_PREMIUM_RATE, PROVIDENT_FUND };
