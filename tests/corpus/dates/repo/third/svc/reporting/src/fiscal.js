const moment = require('moment');

exports.fyStart = () => moment().month(6).date(1).startOf('day');
exports.inFirstHalf = (d) => [6, 7, 8, 9, 10, 11].includes(d.getMonth()); // first half of the fiscal year

exports.fiscalYear = function (d) {
  const boundary = new Date(d.getFullYear(), 6, 1);
  return d < boundary ? `${d.getFullYear() - 1}-${d.getFullYear()}` : `${d.getFullYear()}-${d.getFullYear() + 1}`;
};

exports.financialQuarter = (m) => (m >= 7 ? Math.floor((m - 7) / 3) + 1 : Math.floor((m + 5) / 3) + 1);

exports.calendarHalf = (m) => (m >= 7 ? 2 : 1);
exports.wintering = (m) => m >= 7;
exports.eligibleForBonus = (joined, now) => moment(now).diff(joined, 'months') >= 6;
exports.nextReview = (d) => moment(d).add(6, 'months');
