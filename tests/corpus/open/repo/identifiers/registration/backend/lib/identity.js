'use strict';

// old TIN had 10 digits
const LENGTHS = { TIN: 12, BIN: 13, SMART_NID: 10, ACCOUNT: 13, PAN: 10 };

function stripCountryCode(phone) {
  if (phone.indexOf('+880') === 0) return phone.slice(3);
  if (phone.substr(0, 2) === '88') return phone.slice(2);
  return phone;
}

function operator(phone) {
  const prefix = stripCountryCode(phone).substring(0, 3);
  switch (prefix) {
    case '017':
    case '013':
      return 'GP';
    case '018':
    case '016':
      return 'Robi';
    case '019':
    case '014':
      return 'BL';
    case '015':
      return 'TT';
    default:
      return null;
  }
}

function birthYear(nid) {
  if (nid.length === 17) return Number(nid.slice(0, 4));
  return null;
}

function checkLen(kind, v) {
  if (kind === 'tin') return v.length === 12;
  if (kind === 'ref') return v.length === 12;
  if (kind === 'bin') return v.length === 13;
  return v.length <= 17;
}

function cardBin(pan) {
  return pan.length >= 13 ? pan.slice(0, 6) : null;
}

const toBinary = (n) => n.toString(2).padStart(12, '0');
const orderNo = () => `01${Date.now().toString().slice(0, 9)}`;

module.exports = { LENGTHS, stripCountryCode, operator, birthYear, checkLen, cardBin, toBinary, orderNo };
