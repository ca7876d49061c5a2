export const TDS_RATES: Record<string, number> = {
  CONTRACTOR: 5,
  PROFESSIONAL_COMPANY: 7.5,
  PROFESSIONAL_PERSON: 15,
  TRANSPORT: 2,
  RENT: 10,
  MEETING_FEE: 20,
};

export const RETENTION_MONEY_PCT = 10;
export const SALES_COMMISSION = 0.05;
export const LIQUIDATED_DAMAGES_PER_WEEK = 0.5;
export const MOBILISATION_ADVANCE = 10;

export function tdsOnWorks(amount: number): number {
  if (amount <= 5_000_000) return amount * 0.03;
  if (amount <= 20_000_000) return amount * 0.05;
  return amount * 0.07;
}

export function advanceIncomeTaxOnImport(assessable: number): number {
  return (assessable * 5) / 100;
}

export function releaseRetention(bill: number): number {
  return bill * 0.9;
}
