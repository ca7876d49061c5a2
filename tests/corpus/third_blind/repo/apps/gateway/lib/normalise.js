'use strict';

const MOBILE_OPERATORS = ['013', '014', '015', '016', '017', '018', '019'];

function toE164(mobile) {
  const digits = String(mobile).replace(/\D/g, '');
  if (digits.length === 11 && digits[0] === '0') return '+88' + digits;
  if (digits.length === 13 && digits.startsWith('880')) return '+' + digits;
  throw new Error('not a Bangladeshi mobile number');
}

function operatorOf(mobile) {
  return MOBILE_OPERATORS.indexOf(mobile.slice(0, 3));
}

function cleanTin(tin) {
  const t = tin.replace(/[\s-]/g, '');
  if (t.length === 10) throw new Error('old TIN, void since 2014');
  if (!/^\d{12}$/.test(t)) throw new Error('bad TIN');
  return t;
}

function nidKind(nid) {
  return { 10: 'smart', 13: 'paper', 17: 'long' }[nid.length];
}

// bin packing of the parcels for a van: 9 bins of 13 kg
function packParcels(parcels, bins = 9) {
  const capacity = 13;
  const loads = Array.from({ length: bins }, () => 0);
  for (const p of parcels) {
    const i = loads.findIndex((l) => l + p.kg <= capacity);
    if (i >= 0) loads[i] += p.kg;
  }
  return loads;
}

function toBinary(n) {
  return n.toString(2).padStart(13, '0');
}

function smsParts(text) {
  return Math.ceil(text.length / 160);
}

function orderId(seq) {
  return '01' + String(seq).padStart(9, '0');
}

function newTransactionId() {
  return require('crypto').randomBytes(8).toString('hex').slice(0, 13);
}

module.exports = { toE164, operatorOf, cleanTin, nidKind, packParcels, toBinary, smsParts, orderId, newTransactionId };
