import { VatSelect } from './VatSelect';

export default { component: VatSelect };
export const Standard = { args: { value: 15, vatRate: 0.15 } };
export const WithTin = { args: { tin: '123456789012', tinLength: 12 } };
export const WithBin = { args: { binLength: 13 } };
export const WithNid = { args: { nidPattern: /^\d{17}$/ } };
export const WithMobile = { args: { mobilePattern: /^01[3-9]\d{8}$/ } };
export const WithTds = { args: { tdsRate: 0.05 } };
export const WithSd = { args: { supplementaryDuty: 20 } };
export const Challan = { args: { form: 'Mushak-6.3' } };
export const Due = { args: { vatReturnDueDay: 15 } };
export const Year = { args: { fiscalYearStartMonth: 7 } };
