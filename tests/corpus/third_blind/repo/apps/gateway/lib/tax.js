'use strict';

const vatRates = { standard: 0.15, reduced: 0.075, trading: 0.05, zero: 0 };
const tdsRates = { contractor: 0.05, professional: 0.1, rent: 0.05 };
const sdRates = { talktime: 0.2, internet: 0, ott: 0.1 };
const courierZones = { dhaka: 0.05, chattogram: 0.075, rest: 0.15 };
const uaeVat = 0.05;

const tdsSlabs = [
  { upto: 5000000, rate: 3 },
  { upto: 20000000, rate: 5 },
  { upto: Infinity, rate: 7 },
];

const rebateSlabs = [
  { upto: 100000, rate: 2 },
  { upto: 500000, rate: 3 },
  { upto: Infinity, rate: 5 },
];

function vatFromInclusive(price) {
  return (price * 15) / 115;
}

function addVat(price, vat) {
  return price + (price * (vat ?? 15)) / 100;
}

function withhold(bill) {
  const tds = bill.type === 'works' ? bill.total * 0.07 : bill.total * 0.1;
  const vds = bill.challanAttached ? 0 : bill.total * 0.15;
  return { tds, vds };
}

function sdOnCall(amount) {
  return amount * 0.2; // supplementary duty
}

function jitter(ms) {
  return ms * (1 + Math.random() * 0.15);
}

function payoutFee(amount) {
  return Math.max(10, amount * 0.015);
}

function ageing(days) {
  if (days <= 15) return '0-15';
  return days <= 30 ? '16-30' : '30+';
}

function waterQuality(tds) {
  return tds > 500 ? 'treat' : 'ok';
}

function tdsConnection(host) {
  return { host, port: 1433, tdsVersion: '7_4' };
}

function providentFund(basic) {
  return basic * 0.1;
}

const securityDepositPercent = 10;
const sdkRetryPercent = 20;
const sdDepositPercent = 10; // SD = security deposit

module.exports = { vatRates, tdsRates, sdRates, courierZones, uaeVat, tdsSlabs, rebateSlabs, vatFromInclusive, addVat, withhold, sdOnCall, jitter, payoutFee, ageing, waterQuality, tdsConnection, providentFund, securityDepositPercent, sdkRetryPercent, sdDepositPercent };
