export const SYSTEM_SETTINGS = [
  { key: 'vat.standard_rate', value: '15', type: 'number' },
  { key: 'tds.supply_rate', value: '5', type: 'number' },
  { key: 'sd.beverage_rate', value: '25', type: 'number' },
  { key: 'vat.return_reminder_days', value: '5', type: 'number' },
  { key: 'invoice.discount_rate', value: '15', type: 'number' },
  { key: 'session.idle', value: '15', type: 'number' },
];

export const env = {
  vatRate: Number(process.env.VAT_RATE) || 15,
  aitRate: +(process.env.AIT_RATE ?? 3),
  sdRate: parseInt(process.env.SD_RATE || '20', 10),
  poolSize: Number(process.env.POOL_SIZE) || 15,
};
