import React, { useMemo } from 'react';

const VAT = 15;
const AIT = 3;
const SHADOW = 'rgba(0, 0, 0, 0.15)';
const SERVICE_CHARGE = 0.1;

const vatOptions = [
  { value: 0, label: 'Zero rated' },
  { value: 5, label: 'VAT 5%' },
  { value: 7.5, label: 'VAT 7.5%' },
  { value: 15, label: 'VAT 15%' },
];

const tipOptions = [
  { value: 5, label: 'Tip 5%' },
  { value: 10, label: 'Tip 10%' },
  { value: 15, label: 'Tip 15%' },
];

export function QuoteSummary({ net, duty }: { net: number; duty: number }) {
  const vat = useMemo(() => (net + duty) * 0.15, [net, duty]);
  const ait = useMemo(() => (net * AIT) / 100, [net]);
  return (
    <section style={{ boxShadow: `0 1px 4px ${SHADOW}`, opacity: 0.95, transition: 'all 0.15s' }}>
      <dl>
        <dt>VAT (15%)</dt>
        <dd>{vat.toFixed(2)}</dd>
        <dt>AIT deducted at 3%</dt>
        <dd>{ait.toFixed(2)}</dd>
        <dt>SD (20%)</dt>
        <dd>{duty.toFixed(2)}</dd>
        <dt>Standard deviation</dt>
        <dd>{(1.5).toFixed(1)}</dd>
        <dt>Discount (15%)</dt>
        <dd>{(net * 0.15).toFixed(2)}</dd>
        <dt>Completed</dt>
        <dd>{((duty / net) * 100).toFixed(1)} %</dd>
      </dl>
      <small>Prices include VAT where marked; rate {VAT}</small>
    </section>
  );
}
