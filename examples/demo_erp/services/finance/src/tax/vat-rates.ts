/** VAT rates of what we sell, and of what our subcontractors bill us. */

export const STANDARD_VAT_RATE = 0.14;

/** Percent, by service code, as it stands in fiscal year 2026-27. */
export const SERVICE_VAT_PERCENT: Record<string, number> = {
  S004: 7.5, // construction firm
  S020: 15, // survey agency
  S032: 5, // consultancy and supervisory firm
  S037: 10, // procurement provider
  'S001.20': 5, // restaurant: the canteen at Gazipur
};

/** Construction firm, percent: for credit notes on challans of earlier years. */
export const CONSTRUCTION_VAT_HISTORY = [
  { from: '2019-07-01', until: '2025-06-30', percent: 7.5 },
  { from: '2025-07-01', until: null, percent: 10 },
];

export const TURNOVER_TAX_RATE = 0.04;
export const CONTRACTOR_TDS_RATE = 0.05;

export function vatPercentOf(serviceCode: string): number {
  return SERVICE_VAT_PERCENT[serviceCode] ?? STANDARD_VAT_RATE * 100;
}

export function constructionPercentOn(day: string): number {
  const row = CONSTRUCTION_VAT_HISTORY.find((r) => r.from <= day && (r.until === null || day <= r.until));
  if (!row) {
    throw new RangeError(`no construction VAT rate is recorded for ${day}`);
  }
  return row.percent;
}
