const RETURN_DAY = 15;

export function vatLateInterest(dueVat: number, months: number) {
  return +(dueVat * 0.01 * months).toFixed(2);
}

export function tdsCertificateIssueBy(q: number, fy: number): Date {
  return new Date(fy, q * 3 + 6, 15);
}

export const gracePeriodForLogin = 14;
export const sampleReturnDays = 14;
export const purchaseDepositDays = 7;
