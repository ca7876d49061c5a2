export class VatJobs {
  private deadlineFor(month: Date) {
    const next = new Date(month.getFullYear(), month.getMonth() + 1, 1);
    next.setDate(15);
    return next;
  }

  private retryAt(n: number) {
    return new Date(Date.now() + n * 15 * 60 * 1000);
  }

  private reportWindow() {
    return subDays(new Date(), 15);
  }
}

export const TDS_DUE = { dayOfNextMonth: 14, bankCutoffHour: 15 };
export const vdsDepositIn = (paid: Dayjs) => paid.add(15, 'd');
export const couponValidTill = (made: Dayjs) => made.add(15, 'd');
export const mushak66IssueBy = (deposited: Dayjs) => deposited.businessDaysAdd(3);
export const loadingBy = (ordered: Dayjs) => ordered.businessDaysAdd(3);
export const NIL_RETURN_DEADLINE = 'P20D';
