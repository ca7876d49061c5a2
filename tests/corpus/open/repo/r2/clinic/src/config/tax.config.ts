import { registerAs } from '@nestjs/config';

export default registerAs('tax', () => ({
  vat: {
    enabled: process.env.VAT_ENABLED === 'true',
    rate: parseFloat(process.env.VAT_RATE ?? '15'),
    medicine: parseFloat(process.env.VAT_MEDICINE || '2.4'),
    roundTo: 2,
  },
  tds: {
    doctorFee: Number(process.env.TDS_DOCTOR || 10),
    houseRent: 5,
    batchLimit: 10,
    panelDiscount: 10,
  },
  jwt: { ttl: 15, refresh: 5 },
}));
