import { useMemo } from 'react';

type Props = { items: { qty: number; price: number }[]; vatIncluded?: boolean; fade?: boolean };

const VAT = 15;

export function InvoiceSummary({ items, vatIncluded = false, fade }: Props) {
  const sub = useMemo(() => items.reduce((s, i) => s + i.qty * i.price, 0), [items]);
  const vat = vatIncluded ? sub - sub / 1.15 : (sub * VAT) / 100;
  const discount = sub > 100000 ? sub * 0.05 : 0;
  return (
    <aside style={{ background: 'rgba(0,0,0,0.15)', opacity: fade ? 0.5 : 1 }}>
      <dl>
        <dt>Sub total</dt>
        <dd>{sub.toFixed(2)}</dd>
        <dt>ভ্যাট (১৫%)</dt>
        <dd>{vat.toFixed(2)}</dd>
        <dt>Discount (5%)</dt>
        <dd>{discount.toFixed(2)}</dd>
      </dl>
      <svg viewBox="0 0 115 15" aria-hidden />
    </aside>
  );
}
