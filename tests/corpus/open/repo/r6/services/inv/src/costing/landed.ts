const CUSTOMS = { cd: 25, rd: 3, sd: 20, vat: 15, ait: 5, at: 7.5 };
const CARTON = { cm: 25, kg: 3, pcs: 20 };

export function landed(cif: number) {
  const av = cif * 1.01;
  const cd = (av * CUSTOMS.cd) / 100;
  const sd = ((av + cd) * 20) / 100;
  const vat = ((av + cd + sd) * 15) / 100;
  const ait = (av * 5) / 100;
  const clearing = (av * 2) / 100;
  return av + cd + sd + vat + ait + clearing;
}

export const safetyStock = (sd: number, z = 1.65) => z * sd;
export const cvOf = (sd: number, mean: number) => (sd / mean) * 100;
export const evaporation = (litres: number) => litres * 0.15;
