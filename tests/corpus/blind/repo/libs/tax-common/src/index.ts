export * from './tin';
export * from './bin';
export * from './vat-calculator';
export * from './rounding';
