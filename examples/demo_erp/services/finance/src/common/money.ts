/** Taka in paisa, as integers. */

const AMOUNT = /^\d{1,12}\.\d{2}$/;

export function toPaisa(amount: string): bigint {
  if (!AMOUNT.test(amount)) {
    throw new RangeError(`"${amount}" is not an amount: write it with two decimals, for example 12500.00`);
  }
  return BigInt(amount.replace('.', ''));
}

export function toTaka(paisa: bigint): string {
  const digits = paisa.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `paisa * numerator / denominator`, rounded half-up. */
export function share(paisa: bigint, numerator: bigint, denominator: bigint): bigint {
  return (2n * paisa * numerator + denominator) / (2n * denominator);
}
