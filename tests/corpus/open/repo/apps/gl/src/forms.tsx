export const Fields = () => (
  <>
    <Form.Item name="tin" rules={[{ len: 12, message: '12 digits' }]}>
      <Input maxLength={12} />
    </Form.Item>
    <Form.Item label="BIN" name="bin" rules={[{ pattern: /^\d{13}$/ }]} />
    <Form.Item name="nid" rules={[{ min: 10 }, { max: 17 }]} />
    <Form.Item name="mobile" rules={[{ pattern: new RegExp('^01[3-9]\\d{8}$') }]} />
    <Form.Item name="po" rules={[{ len: 12 }]} />
    <InputMask mask="99999999999999" name="po" />
    <InputMask mask="999999999-9999" name="bin" />
    <InputMask mask="9999-9999-9999" name="tin" />
    <Select options={[{ value: 15, label: 'VAT 15%' }, { value: 7.5, label: 'VAT 7.5%' }]} />
    <Select options={[{ value: 15, label: '15 rows' }]} />
    <Text>Deposit TDS within 14 days</Text>
    <Text>Pay within 15 days</Text>
    <Title>Mushak-9.1</Title>
    <Title>Chapter 9.1</Title>
    <Hint>Fiscal year runs July to June</Hint>
    <Label>AIT (5%)</Label>
    <Label>Battery 5%</Label>
    <Label>Supplementary Duty 20%</Label>
    <p>{(vat).toFixed(2)}</p>
    <p>{score.toFixed(2)}</p>
  </>
);
