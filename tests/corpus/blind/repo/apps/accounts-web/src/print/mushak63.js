import { fmt } from './format';

export const FORM_NAME = 'মূসক - ৬.৩';
export const RULE_REF = '[বিধি ৪০ এর উপ-বিধি (১) এর দফা (গ) ও দফা (চ) দ্রষ্টব্য]';

export function render(inv) {
  const rows = inv.items.map((it, i) => [i + 1, it.name, it.uom, it.qty, fmt(it.rate), fmt(it.value), fmt(it.sd), it.vatPct, fmt(it.vat)]);
  return { title: FORM_NAME, rows, css: { marginTop: '6.3mm' } };
}

export function file(inv) {
  return `mushak_6_3_${inv.no}.pdf`;
}

export const ROAD = '6.6 km';
export const printer = { driver: '9.1', dpi: 300 };
