module.exports = {
  fiscal: { yearStart: { month: 7, date: 1 }, quarters: 4 },
  vat: { returnDay: 15, forms: { sale: 'mushak_6_3', returns: 'mushak_9_1' } },
  tds: { depositDays: 14 },
  amount: { decimals: 2, rounding: 'HALF_UP' },
  gps: { decimals: 6, rounding: 'NONE' },
  mail: { retryDays: 15, digestDay: 7 },
  school: { yearStart: { month: 7, date: 1 } },
  salary: { day: 28 },
};
