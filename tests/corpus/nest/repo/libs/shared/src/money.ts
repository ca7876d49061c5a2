export function taka(amount: number): string {
  return amount.toFixed(2);
}

/** nobody re-exports this one */
export function wholeTaka(amount: number): number {
  return Math.round(amount);
}
