export const footer = 'Prices include 5% VAT';
export const promo = 'Flat 15% off, VAT included';
export const loyaltyNote = 'Earn 5% back on your bill';
export const tdsHint = `TDS @ 10% will be deducted from your commission`;
export const vatLine = (t: number) => `VAT (15%): ${(t * 0.15).toFixed(2)}`;
export const progress = (n: number) => `VAT upload 15% done`;
