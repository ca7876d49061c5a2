import dayjs from 'dayjs';

/** Fiscal years begin on 1 July. */
export const currentFiscalYear = () => {
  const now = dayjs().tz('Asia/Dhaka');
  return now.month() < 6 ? now.year() - 1 : now.year();
};

export const fyRange = (y: number) => [`${y}-07-01`, `${y + 1}-06-30`];
export const promoRange = (y: number) => [`${y}-07-01`, `${y}-07-31`];
export const hajjLeaveFrom = dayjs('2025-06-01');

export const returnDueMessage = 'The VAT return is due by the 15th of the following month';
export const invoiceDueMessage = 'Please pay within 15 days of delivery';
export const withholdingReturnDue = ['10-25', '01-25', '04-25', '07-25'];
export const boardMeetings = ['10-25', '01-25'];
