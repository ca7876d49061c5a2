export const titles = new Map([
  ['6.3', 'কর চালানপত্র (মূসক-৬.৩)'],
  ['6.10', 'Mushak-6.10 statement'],
]);
export const chapters = new Map([['6.3', 'Scope'], ['9.1', 'Audit']]);
export const mushakTemplate = (no: '6.3' | '6.5') => `mushak-${no}.html`;
export const mushakNo = { invoice: '6.3', transfer: '6.5' };
export const firmware = { min: '6.3', max: '9.1' };
export const MUSHAK_SCHEMA_VERSION = '9.1';
