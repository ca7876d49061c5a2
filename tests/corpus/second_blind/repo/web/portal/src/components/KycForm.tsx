import { Form, Input, Select } from 'antd';

const onlyDigits = /^[0-9]+$/;

export function KycForm({ lang }: { lang: 'en' | 'bn' }) {
  return (
    <Form layout="vertical">
      <Form.Item
        name="etin"
        rules={[{ len: 12, message: lang === 'bn' ? 'টিআইএন ১২ সংখ্যার হতে হবে' : 'e-TIN: 12 digits' }]}
      >
        <Input inputMode="numeric" />
      </Form.Item>
      <Form.Item name="vatRegNo" label="BIN" rules={[{ pattern: /^\d{13}$/, message: 'BIN: 13 digits' }]}>
        <Input />
      </Form.Item>
      <Form.Item name="nid" rules={[{ pattern: /^(\d{10}|\d{13}|\d{17})$/, message: 'NID is not valid' }]}>
        <Input />
      </Form.Item>
      <Form.Item name="contactNumber" rules={[{ pattern: /^01[3-9]\d{8}$/, message: 'Mobile is not valid' }]}>
        <Input addonBefore="+88" />
      </Form.Item>
      <Form.Item name="chequeNo" rules={[{ len: 10, pattern: onlyDigits }]}>
        <Input />
      </Form.Item>
      <Form.Item name="mfsAgentPin" rules={[{ len: 5, pattern: onlyDigits }]}>
        <Input.Password />
      </Form.Item>
      <Form.Item name="lcNo" rules={[{ max: 12, message: 'LC number has 12 characters' }]}>
        <Input />
      </Form.Item>
      <Select options={[{ value: 15, label: '15 rows' }, { value: 30, label: '30 rows' }]} />
    </Form>
  );
}
