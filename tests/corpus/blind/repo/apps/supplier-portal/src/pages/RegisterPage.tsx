import { useForm } from 'react-hook-form';
import { zodResolver } from '@hookform/resolvers/zod';
import { supplierSchema, SupplierForm } from '../schemas/supplier.schema';

export default function RegisterPage() {
  const { register, handleSubmit, formState: { errors } } = useForm<SupplierForm>({ resolver: zodResolver(supplierSchema) });

  return (
    <form onSubmit={handleSubmit(console.log)} className="max-w-[13rem] space-y-12">
      <label>প্রতিষ্ঠানের নাম <input {...register('name')} /></label>
      <label>TIN <input {...register('tin')} maxLength={12} inputMode="numeric" placeholder="1234-5678-9012" /></label>
      <label>BIN <input {...register('bin')} maxLength={14} placeholder="000000000-0000" /></label>
      <label>Mobile
        <input type="tel" {...register('phone')} pattern="01[3-9][0-9]{8}" title="01XXXXXXXXX" />
      </label>
      <label>এনআইডি <input {...register('nid')} minLength={10} maxLength={17} /></label>
      <label>Routing <input {...register('bankRouting')} maxLength={9} /></label>
      {errors.tin && <p style={{ opacity: 0.75 }}>{errors.tin.message}</p>}
      <p className="text-xs">হেল্পলাইন: 16263, 09612-100200</p>
      <a href="tel:+8801711000000">+880 1711-000000</a>
      <button className="grid-cols-12">Save</button>
    </form>
  );
}
