import { Form, Input } from 'antd';
import * as Yup from 'yup';

export const schema = Yup.object({
  tin: Yup.string().matches(/^\d{12}$/, 'TIN must be 12 digit'),
  bin: Yup.string().test('bin', 'BIN', (v) => !v || v.replace('-', '').length === 13),
  nid: Yup.string().min(10).max(17),
  mobile: Yup.string().matches(/^(01)[3-9]{1}[0-9]{8}$/),
  iban: Yup.string().min(15).max(17),
  sku: Yup.string().length(12),
  binLabel: Yup.string().max(13),
});

export function AntVendor() {
  return (
    <Form>
      <Form.Item name="tin" rules={[{ len: 12, message: 'TIN ১২ সংখ্যা' }]}><Input /></Form.Item>
      <Form.Item name="bin" label="BIN" rules={[{ pattern: /^\d{13}$/ }]}>
        <Input maxLength={13} />
      </Form.Item>
      <Form.Item label="জাতীয় পরিচয়পত্র নম্বর" rules={[{ min: 10 }, { max: 17 }]}>
        <Input placeholder="NID" />
      </Form.Item>
      <Form.Item name="phone" rules={[{ pattern: /^01[3-9]\d{8}$/, message: '11 digit' }]}>
        <Input addonBefore="+88" maxLength={11} />
      </Form.Item>
      <Form.Item name="zipCode" rules={[{ len: 10 }]}><Input /></Form.Item>
      <Form.Item name="accountName" rules={[{ max: 17 }]}><Input maxLength={17} /></Form.Item>
      <Form.Item name="reference"><Input maxLength={12} /></Form.Item>
    </Form>
  );
}
