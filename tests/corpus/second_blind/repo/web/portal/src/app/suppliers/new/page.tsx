'use client';
import * as yup from 'yup';
import { useForm } from 'react-hook-form';
import { yupResolver } from '@hookform/resolvers/yup';

const schema = yup.object({
  tin: yup.string().matches(/^[0-9]{12}$/, 'TIN must be 12 digits').required(),
  bin: yup.string().length(13, 'BIN must be 13 digits'),
  nid: yup.string().test('nid', 'NID has 10, 13 or 17 digits', (v) => !v || [10, 13, 17].includes(v.length)),
  mobile: yup.string().matches(/^(\+?88)?01[3-9]\d{8}$/, 'Enter a Bangladeshi mobile number'),
  bankAccount: yup.string().min(11).max(17),
  website: yup.string().url(),
});

export default function NewSupplierPage() {
  const { register, handleSubmit, formState } = useForm({ resolver: yupResolver(schema) });
  return (
    <form onSubmit={handleSubmit((values) => fetch('/api/suppliers', { method: 'POST', body: JSON.stringify(values) }))}>
      <input {...register('tin')} maxLength={12} inputMode="numeric" />
      <input {...register('bin')} pattern="[0-9]{9}-?[0-9]{4}" title="9 digits, hyphen, 4 digits" />
      <input {...register('nid')} minLength={10} maxLength={17} />
      <input {...register('mobile')} type="tel" maxLength={11} />
      <input {...register('bankAccount')} maxLength={13} />
      <textarea rows={12} cols={40} />
      <div style={{ opacity: formState.isSubmitting ? 0.15 : 1 }} />
      <button className="col-10 col-md-13">Save</button>
    </form>
  );
}
