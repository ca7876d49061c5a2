import currency from 'currency.js';

export const withVat = (v) => currency(v).multiply(1.15).value;
export const lessVat = (v) => currency(v).divide(1.15).value;
export const withMargin = (v) => currency(v).multiply(1.15).value;
export const envVat = envInt('VAT_PCT', 15);
export const envPort = envInt('HTTP_PORT', 15);
export const vatText = (n) => n + ' + 15% VAT';
export const badge = (n) => (n > 15 ? '15+' : n);
const TAX = Object.freeze({ VAT: 0.15, AIT: 0.03, SD: 0.1 });
const MIX = Object.freeze({ sand: 0.15, cement: 0.03 });
export let vat_rate = 0; 
vat_rate = isEssential() ? 5 : 15;
