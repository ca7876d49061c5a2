import * as yup from 'yup';

const bnDigits = /[০-৯]/;

export const bookingSchema = yup.object().shape({
  buyerName: yup.string().required('ক্রেতার নাম দিন'),
  buyerNid: yup
    .string()
    .matches(/^(?:\d{10}|\d{13}|(?:19|20)\d{15})$/, 'এনআইডি ১০, ১৩ অথবা ১৭ সংখ্যার হবে')
    .required(),
  buyerTin: yup.string().when('unitPrice', {
    is: (p: number) => p > 10_00_000,
    then: (s) => s.length(12, 'টিআইএন ১২ ডিজিট').required(),
  }),
  nomineeNid: yup.string().min(10).max(17),
  mobile: yup.string().test('bd', 'ভুল মোবাইল', (v) => /^01[3456789]\d{8}$/.test(v ?? '')),
  unitNo: yup.string().max(10),
  parkingBin: yup.string().max(9),
  deedNo: yup.string().length(13),
  khatian: yup.string().length(12),
  cheque: yup.string().matches(/^\d{10}$/),
});

export const hasBangla = (s: string) => bnDigits.test(s);
