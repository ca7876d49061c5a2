const VAT_RETURN_DAY = 15;
const WITHHOLDING_RETURN_DAY = 25;
const VDS_CERTIFICATE_WORKING_DAYS = 3;
const VDS_DEPOSIT_DAYS = 15;
const SUBSCRIPTION_BILLING_DAY = 15;
const EMI_DAY = 10;
const DELIVERY_DAYS = 3;
const RETURN_GOODS_DAYS = 15;
const TENDER_VALIDITY_DAYS = 25;

const advanceTaxDays = ['09-15', '12-15', '03-15', '06-15'];
const holidays = ['12-16', '03-26', '02-21'];

function nextVatReturn(now) {
  const d = new Date(now);
  d.setMonth(d.getMonth() + 1, 15);
  return d;
}

function isVatReturnLate(today) {
  return today.getDate() > 15;
}

function isSalaryLate(today) {
  return today.getDate() > 7;
}

const dueText = 'Mushak-9.1 is due by the 15th of the next month';
const shopText = 'Goods come back within 15 days';
const fiscalStart = { month: 6, day: 1 }; // 0-based: July
const financialYearPattern = /^20\d{2}-\d{2}$/;
const seasonStart = { month: 6, day: 1 };
const cricketYearPattern = /^20\d{2}\/\d{2}$/;

function fyOf(date) {
  return date.getMonth() > 5 ? date.getFullYear() + 1 : date.getFullYear();
}

function leaveYear(date) {
  return date.getMonth() > 5 ? 'second half' : 'first half';
}

function paisa(amount) {
  return Number(amount.toFixed(2));
}

function metres(n) {
  return Number(n.toFixed(3));
}

module.exports = { VAT_RETURN_DAY, nextVatReturn, isVatReturnLate, isSalaryLate, fyOf, leaveYear, paisa, metres };
