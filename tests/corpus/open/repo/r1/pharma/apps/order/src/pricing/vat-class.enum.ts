export enum VatClass {
  STANDARD = 15,
  MEDICINE_TRADE = 2.4,
  REDUCED = 7.5,
  ZERO = 0,
}

export enum VatClassOrder {
  STANDARD = 1,
  MEDICINE_TRADE = 2,
  REDUCED = 3,
}

export const vatOf = (c: string): number => {
  switch (c) {
    case 'local_trade':
      return 2.4;
    case 'ac_hotel':
    case 'restaurant_ac':
      return 15;
    case 'furniture':
      return 7.5;
    default:
      return 15;
  }
};

export const vatBadgeColor = (c: string): string => {
  switch (c) {
    case 'local_trade':
      return 'rgba(0, 0, 0, 0.15)';
    default:
      return '#15f';
  }
};
