export const PRESETS = [
  { label: 'This fiscal year', from: () => new Date(fyYear(), 6, 1) },
  { label: 'Last 6 months', from: () => addMonths(new Date(), -6) },
  { label: 'Since July', from: () => new Date(2026, 6, 1) },
];

export function Money({ amount }: { amount: number }) {
  return <span>৳ {amount.toLocaleString('en-IN', { minimumFractionDigits: 2 })}</span>;
}

export function Weight({ kg }: { kg: number }) {
  return <span>{kg.toLocaleString('en-IN', { maximumFractionDigits: 3 })} kg</span>;
}

export function StockLevel({ level }: { level: number }) {
  return <progress value={Math.round(level)} />;
}
