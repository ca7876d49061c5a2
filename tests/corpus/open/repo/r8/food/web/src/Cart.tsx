export function Cart({ total }: Props) {
  const vat = Math.round(total * 0.05);
  const off = Math.round(total * 0.05);
  return (
    <div>
      <Row label="VAT (5%)" value={vat} />
      <Row label="Voucher (5%)" value={off} />
      <p>Supplementary duty of 10% applies to AC seating</p>
      <p>Tips of 10% are welcome</p>
    </div>
  );
}
