'use strict';
const { addDays, endOfMonth, getMonth, getYear, lastDayOfMonth, setDate, addMonths, isAfter } = require('date-fns');

const fiscalYearOf = (d) => (getMonth(d) >= 6 ? getYear(d) : getYear(d) - 1);
const isFiscalYearStart = (d) => getMonth(d) === 6 && d.getDate() === 1;
const isEidBonusMonth = (d) => getMonth(d) === 6;
const vatReturnDue = (periodEnd) => setDate(addMonths(periodEnd, 1), 15);
const tdsChallanDue = (deductedOn) => addDays(endOfMonth(deductedOn), 14);
const meterReading = (d) => setDate(d, 15);
const isReturnLate = (filedAt, periodEnd) => isAfter(filedAt, addDays(periodEnd, 15)); // Mushak-9.1
const isPolicyLapsed = (paidAt, due) => isAfter(paidAt, addDays(due, 30)); // premium

module.exports = { fiscalYearOf, isFiscalYearStart, vatReturnDue };
