// TODO move to settings screen, accounts apa asked twice

const SMALL_FLAT_SFT = 1600;

export function flatVat(price: number, sft: number) {
  const rate = sft <= SMALL_FLAT_SFT ? 0.02 : 0.045;
  return Math.ceil(price * rate);
}

export function reRegistration(price: number) {
  const vat = price * 2 / 100;
  const gainTax = price * 0.04;
  const stamp = price * 0.015;
  return { vat, gainTax, stamp };
}

export const interiorVatRate = () => 7.5;

export const brokerage = (price: number) => price * 0.02;
export const serviceCharge = (sft: number) => sft * 4.5;
export const parkingRatio = 0.15;
export const carpet = (sft: number) => sft / 1.15;
export const floorHeightFt = 10;
