export const VAT_OPTIONS = [
  { label: 'Standard', value: 15 },
  { label: 'Trade', value: 7.5 },
  { label: 'Restaurant', value: 5 },
  { label: 'Land developer', value: 2 },
  { label: 'Zero-rated', value: 0 },
];

export const ZOOM_OPTIONS = [
  { label: 'Fit', value: 15 },
  { label: 'Half', value: 7.5 },
];

export function VatSelect(props: { value?: number; onChange: (v: number) => void }) {
  return (
    <select value={props.value ?? 15} onChange={(e) => props.onChange(Number(e.target.value))}>
      {VAT_OPTIONS.map((o) => (
        <option key={o.label} value={o.value}>{o.label}</option>
      ))}
    </select>
  );
}
