import React from 'react';
import InputMask from 'react-input-mask';

const rules = {
  tin: { required: true, pattern: { value: /^\d{12}$/, message: 'Enter 12 digit TIN' } },
  bin: { maxLength: { value: 13, message: 'BIN can be at most 13' } },
  nid: { validate: (v) => [10, 13, 17].includes(v.length) || 'NID ঠিক নয়' },
  phone: { validate: (v) => v.startsWith('01') && v.length === 11 },
  zip: { pattern: { value: /^\d{4}$/, message: 'Zip' } },
  account: { minLength: { value: 10, message: 'Account no too short' } },
  coupon: { pattern: { value: /^\d{12}$/, message: 'Coupon' } },
};

export default function VendorForm({ register, values }) {
  return (
    <form className="grid-cols-12">
      <InputMask mask="9999-9999-9999" {...register('tin', rules.tin)} />
      <InputMask mask="999999999-9999" name="bin" />
      <InputMask mask="+88 01999-999999" name="mobile" />
      <InputMask mask="9999-9999-9999-9999" name="card" />
      <input name="nid" type="text" minLength={10} maxLength={17} />
      <input name="poBox" maxLength={12} />
      <input name="chequeNo" maxLength={10} pattern="[0-9]{10}" />
      <img src="/img/nid-sample.png" width={13} alt="nid" />
      <Col md={12}><TinBadge size={12} tin={values.tin} /></Col>
      <small>TIN must be 12 digits.</small>
    </form>
  );
}
