export const daysLate = (filed: Date, periodEnd: Date) => {
  const vatDue = addDays(periodEnd, 15);
  return Math.max(0, differenceInDays(filed, vatDue));
};
export const isTdsLate = (paid: dayjs.Dayjs, deducted: dayjs.Dayjs) => paid.isAfter(deducted.endOf('month').add(14, 'day'));
export const isRentLate = (paid: dayjs.Dayjs, m: dayjs.Dayjs) => paid.isAfter(m.date(10));
export const isDeliveryLate = (d: Date, ordered: Date) => differenceInDays(d, ordered) > 15;
export const NEXT_FILING: Record<TaxKind, number> = { vat: 15, tds: 14, salary: 25 };
export const nextMeeting = { day: 15 };
export const certificateDue = (deducted: Date) => addDays(deducted, 30); // VDS certificate, Mushak-6.6
export const warrantyCertificateDue = (sold: Date) => addDays(sold, 30);
