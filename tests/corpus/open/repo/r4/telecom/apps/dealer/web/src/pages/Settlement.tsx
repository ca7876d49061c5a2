import { InputNumber, Select, Table } from 'antd';

const columns = [
  { title: 'VAT (15%)', dataIndex: 'vat', width: 15 },
  { title: 'TDS (10%)', dataIndex: 'tds', width: 10 },
  { title: 'Growth (10%)', dataIndex: 'growth', width: 10 },
];

export default function Settlement() {
  return (
    <>
      <Form.Item name="tdsRate" label="TDS rate" initialValue={10}>
        <InputNumber min={0} max={20} />
      </Form.Item>
      <Form.Item name="pageSize" label="Rows">
        <Select defaultValue={15} options={[{ value: 15 }, { value: 30 }]} />
      </Form.Item>
      <Alert message="Commission is paid after deducting 10% source tax" />
      <Alert message="Commission is 10% of the recharge" />
      <Statistic title="VAT" value={15} suffix="lines" />
      <Table columns={columns} pagination={{ pageSize: 15 }} />
    </>
  );
}
