import { Controller, useForm } from 'react-hook-form';
import { Form, Input } from 'antd';

export default function KycStep({ onNext }) {
  const { control, register, handleSubmit } = useForm();
  return (
    <form onSubmit={handleSubmit(onNext)}>
      <input {...register('tin', { minLength: 12, maxLength: 12 })} />
      <input {...register('bin', { pattern: { value: /^\d{9}-\d{4}$/, message: 'BIN' } })} />
      <input {...register('nid', { validate: (v) => [10, 13, 17].includes(v.length) })} />
      <input {...register('mobile', { pattern: /^(?:\+88)?01[3-9]\d{8}$/ })} />
      <input {...register('account', { minLength: 13, maxLength: 13 })} />
      <input {...register('pin', { minLength: 4, maxLength: 4 })} />
      <input {...register('studentId', { pattern: /^\d{10}$/ })} />
      <input {...register('ticket', { maxLength: 12 })} />
      <Form.Item name="spouseMobile" rules={[{ pattern: /^01[3-9]\d{8}$/, message: 'Mobile' }]}>
        <Input />
      </Form.Item>
      <Form.Item name="deskPhone" rules={[{ pattern: /^02\d{8}$/, message: 'Phone' }]}>
        <Input />
      </Form.Item>
      <Controller name="etin" control={control} rules={{ pattern: /^\d{12}$/ }} render={({ field }) => <Input {...field} />} />
    </form>
  );
}
