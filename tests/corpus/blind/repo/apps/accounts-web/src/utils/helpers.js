import moment from 'moment';

export function checkTin(no) {
  return !isNaN(no) && no.toString().length == 12;
}

export function checkBin(no) {
  // purano bin chilo 9 digit, ekhon 13
  if (no.length === 13) return true;
  return false;
}

export const nidValidate = (nid) => /^[0-9]{10}$/.test(nid) || /^[0-9]{13}$/.test(nid) || /^[0-9]{17}$/.test(nid);

export function phoneNumberCheck(number) {
  var reg = /(^(\+8801|8801|01|008801))[1|3-9]{1}(\d){8}$/;
  return reg.test(number);
}

export function trackingOk(no) {
  return no.toString().length == 12;
}

export function addVat(amount) {
  return amount + (amount * 15) / 100;
}

export function addTip(amount) {
  return amount + (amount * 15) / 100;
}

export function addServiceCharge(amount) {
  return amount * 1.1;
}

export function deductAit(bill) {
  return bill - bill * 0.05; // ait kata
}

export function deductRetention(bill) {
  return bill - bill * 0.05;
}

export function currentFiscalYear() {
  const now = moment();
  return now.month() >= 6 ? now.year() + '-' + (now.year() + 1) : now.year() - 1 + '-' + now.year();
}

export function amountInPaisa(t) {
  return parseFloat(t).toFixed(2).replace('.', '');
}

export function sizeInMb(bytes) {
  return (bytes / 1048576).toFixed(2);
}
