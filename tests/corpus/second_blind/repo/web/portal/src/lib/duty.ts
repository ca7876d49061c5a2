type Band = { from: number; supplementaryDuty: number; vat: number };

export const bands: Band[] = [
  { from: 0, supplementaryDuty: 0, vat: 7.5 },
  { from: 1_000, supplementaryDuty: 10, vat: 15 },
  { from: 5_000, supplementaryDuty: 20, vat: 15 },
];

type Zone = { from: number; surcharge: number; days: number };

export const zones: Zone[] = [
  { from: 0, surcharge: 7.5, days: 10 },
  { from: 1_000, surcharge: 15, days: 20 },
];

export const mobileTariff = (minutes: number) => {
  const charge = minutes * 0.8;
  const sd = charge * 0.2; // SD of talk time
  const vat = (charge + sd) * 0.15;
  return Number((charge + sd + vat).toFixed(2));
};

export const mobileDataPack = { sizeGb: 11, days: 30 };
export const chartBands = [{ sd: 1 }, { sd: 2 }, { sd: 3 }];
export const dutyFreeBottles = 20;
