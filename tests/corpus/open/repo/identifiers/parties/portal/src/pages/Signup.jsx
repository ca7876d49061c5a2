import { useState } from 'react';
import * as Yup from 'yup';
import { Formik, Field } from 'formik';

const Schema = Yup.object().shape({
  tin: Yup.string().length(12, 'TIN must be 12 digits').required(),
  bin: Yup.string().matches(/^[0-9]{13}$/, 'BIN must be 13 digits'),
  nid: Yup.string().test('nid', 'Invalid NID', (v) => !v || [10, 13, 17].includes(v.length)),
  phone: Yup.string().matches(/^01[0-9]{9}$/, 'Invalid phone'),
  zip: Yup.string().length(4),
  username: Yup.string().min(10).max(17),
  promo: Yup.string().length(12, 'Promo must be 12 characters'),
});

export default function Signup() {
  const [mobile, setMobile] = useState('');
  const onMobile = (e) => setMobile(e.target.value.replace(/\D/g, '').slice(0, 11));
  return (
    <Formik validationSchema={Schema}>
      <Field name="tin" maxLength="12" placeholder="TIN (12 digits)" />
      <Field name="bin" maxLength={13} className="w-13" />
      <Field name="nid" type="number" min={1000000000} />
      <input type="tel" maxLength={11} value={mobile} onChange={onMobile} />
      <input name="promo" maxLength={12} />
      <input name="cardNumber" maxLength={17} />
      <p className="help">Your NID is the 10 digit number on your smart card</p>
      <p className="help">Your account is the 13 digit number on your cheque book</p>
    </Formik>
  );
}
