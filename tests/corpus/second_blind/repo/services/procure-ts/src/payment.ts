export interface Bill { gross: number; head: 'works' | 'supply' | 'transport' | 'consultancy'; firm: boolean }

const RATE_BY_HEAD = {
  works: { tds: 5, vds: 10 },
  supply: { tds: 5, vds: 10 },
  transport: { tds: 2, vds: 15 },
};

const LD_BY_HEAD = {
  works: { perWeek: 0.5, cap: 10 },
  supply: { perWeek: 1, cap: 5 },
};

export function deductions(bill: Bill) {
  const tdsRate = bill.head === 'consultancy' ? (bill.firm ? 7.5 : 15) : RATE_BY_HEAD[bill.head].tds;
  const retention = bill.gross * 0.05;
  const performanceBond = 0.1 * bill.gross;
  const paisa = (n: number) => Math.ceil(n * 100) / 100;
  return { tds: paisa((bill.gross * tdsRate) / 100), retention: paisa(retention), bond: performanceBond };
}

export const fiscalYearPattern = new RegExp('^FY20\\d{2}-\\d{2}$');
export const lotPattern = new RegExp('^LT20\\d{2}-\\d{2}$');

export const tdsChallanDueInDays = 14;
export const bidValidityDays = 14;

export function daysLeft(ms: number): number {
  return Math.ceil(ms / 86_400_000);
}

export const waterTdsPpm = 0.05;
export const labels = { tdsMeter: 'TDS meter, 5 % accuracy' };
