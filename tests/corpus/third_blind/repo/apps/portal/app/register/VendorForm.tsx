'use client';
import { useForm } from 'react-hook-form';
import * as yup from 'yup';
import { yupResolver } from '@hookform/resolvers/yup';

const schema = yup.object({
  company: yup.string().required().max(160),
  tin: yup.string().matches(/^\d{12}$/, 'TIN must be exactly 12 digits'),
  bin: yup.string().matches(/^\d{9}-\d{4}$/, 'Enter the BIN as on the certificate'),
  ownerNid: yup.string().matches(/^(\d{10}|\d{13}|\d{17})$/),
  mobile: yup.string().length(11).matches(/^01/),
  routing: yup.string().length(9),
  account: yup.string().min(12).max(17),
  tradeLicence: yup.string().max(24),
});

export default function VendorForm({ onSave }: { onSave: (v: unknown) => Promise<void> }) {
  const { register, handleSubmit, formState } = useForm({ resolver: yupResolver(schema) });
  return (
    <form onSubmit={handleSubmit(onSave)} className="space-y-3 max-w-md">
      <input {...register('company')} placeholder="Company" />
      <input {...register('tin')} inputMode="numeric" maxLength={12} placeholder="123456789012" />
      <input {...register('bin')} maxLength={14} placeholder="000123456-0101" />
      <input {...register('ownerNid')} maxLength={17} />
      <input {...register('mobile')} type="tel" pattern="01[3-9][0-9]{8}" maxLength={11} />
      <input {...register('routing')} maxLength={9} placeholder="Routing no." />
      <input {...register('account')} maxLength={17} placeholder="A/C no." />
      <input name="voucher" maxLength={12} placeholder="Gift voucher" />
      <input name="ext" maxLength={4} placeholder="Phone extension" />
      <textarea rows={13} name="binNotes" />
      <button disabled={formState.isSubmitting} style={{ opacity: 0.15 }}>Send</button>
    </form>
  );
}
