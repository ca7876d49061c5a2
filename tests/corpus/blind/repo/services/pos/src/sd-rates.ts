// HS chapter wise SD, budget 2025-26
export const SUPPLEMENTARY_DUTY = {
  mobileTalkTime: 20,
  ott: 10,
  perfume: 45,
  iceCream: 10,
  cement: 20,
} as const;

export const SCREEN_DENSITY = {
  mobile: 20,
  kiosk: 45,
} as const;

/** SD card brands we stock, with margin */
export const SD_CARD_MARGIN = { sandisk: 20, samsung: 30 };

export const SD = 2.5; // standard deviation cut-off for outliers

export function withSd(price: number, kind: keyof typeof SUPPLEMENTARY_DUTY) {
  return price * (1 + SUPPLEMENTARY_DUTY[kind] / 100);
}

export const soda = (price: number) => price + price * 0.3 /* SD on soft drinks */;

export const bonus = (basic: number) => basic + basic * 0.3;
