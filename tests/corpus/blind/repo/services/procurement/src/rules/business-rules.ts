/**
 * @business-rule: PRC-TIN-07 - Supplier TIN must have 12 digits before a work order is issued
 * @business-rule: PRC-VDS-02 - VDS of 15% on consultancy bills
 * @business-rule: PRC-MOB-01 - Contact mobile is 11 digits starting with 01
 * @business-rule: PRC-NID-01 - Proprietor NID of 10, 13 or 17 digits
 * @business-rule: PRC-DUE-01 - Mushak-6.6 to the supplier within 3 working days
 * @business-rule: PRC-APR-03 - Purchase above 5 lakh needs two approvals in 15 days
 */
export interface WorkOrder {
  supplierTin: string;
  contact: string;
  value: number;
}

export const MESSAGES = {
  tin: 'Supplier TIN must be a 12-digit number',
  bin: 'BIN অবশ্যই ১৩ সংখ্যার হতে হবে',
  nid: 'NID 10, 13 ba 17 digit er hobe',
  mobile: 'Mobile number must be 11 digits',
  po: 'PO number must be a 12-digit number',
  upload: 'At most 13 files per bin',
  title: 'Title needs 10 to 17 letters',
};
