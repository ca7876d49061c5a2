function fiscalYear(d) {
  const y = d.getFullYear();
  if (d.getMonth() + 1 >= 7) {
    return y + '-' + (y + 1);
  }
  return (y - 1) + '-' + y;
}

function fiscalYearStart(y) {
  return new Date(y, 6, 1);
}

const FY_START = '07-01';
const RAMADAN_HOURS_END = '07-01';
const summerSaleMonths = [6, 7];

function vatReturnDeadline(year, month) {
  const due = new Date(year, month, 1);
  due.setDate(15);
  return due;
}

function salaryDay(year, month) {
  return new Date(year, month, 7);
}

const dealerDueDays = 21;
const MONTHLY_RETURN_DAY = 15; // Mushak-9.1 goes in on this day
const STOCK_COUNT_DAY = 15;

module.exports = { fiscalYear, fiscalYearStart, vatReturnDeadline, salaryDay, FY_START, RAMADAN_HOURS_END, summerSaleMonths, dealerDueDays, MONTHLY_RETURN_DAY, STOCK_COUNT_DAY };
