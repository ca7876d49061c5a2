import React, { useState } from 'react';

export function LineTax({ line, onChange }) {
  const [vatPct, setVatPct] = useState(15);
  const [sdPct, setSdPct] = useState(0);
  const [pageSize, setPageSize] = useState(15);
  const [fade] = useState(0.15);
  return (
    <div style={{ opacity: 0.15, gap: 15 }}>
      <label>VAT (15%)</label>
      <input type="number" name="vatPct" min={0} max={15} step={0.5} value={vatPct} onChange={e => setVatPct(+e.target.value)} />
      <select name="tdsRate" defaultValue={5}>
        <option value={3}>3%</option>
        <option value={5}>5%</option>
        <option value={7.5}>7.5%</option>
      </select>
      <select name="pageSize">
        <option value={5}>5</option>
        <option value={10}>10</option>
      </select>
      <span title="Get 15% off on VAT invoices above 5,000">Offer</span>
    </div>
  );
}
