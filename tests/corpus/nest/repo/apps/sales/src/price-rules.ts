export const PRICE_RULES = Symbol('PRICE_RULES');
export const DISCOUNT = Symbol('DISCOUNT');
export const SETTINGS = { vatRate: 5, tdsRate: 7, theme: 'dark' };
