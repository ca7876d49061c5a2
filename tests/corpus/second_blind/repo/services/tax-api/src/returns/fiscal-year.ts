export const FISCAL_YEAR_START_MONTH = 7;

export function fiscalYearOf(at: Date): string {
  const y = at.getFullYear();
  const start = at.getMonth() >= 6 ? y : y - 1;
  return `${start}-${String(start + 1).slice(2)}`;
}

export function academicSession(at: Date): number {
  return at.getMonth() >= 6 ? at.getFullYear() + 1 : at.getFullYear();
}

export const fiscalYearLabel = /^20\d{2}-\d{2}$/;
export const MONSOON_FROM_MONTH = 7;
export const WARRANTY_MONTHS = 7;
