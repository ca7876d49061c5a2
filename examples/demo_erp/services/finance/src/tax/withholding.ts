import { share } from '../common/money';

/** Contractors and suppliers, section 89, basis points: fiscal years 2025-26 and 2026-27. */
const CONTRACTOR_BASIS_POINTS = 500n;
const FULL = 10_000n;

export interface Withheld {
  billPaisa: bigint;
  tdsPaisa: bigint;
  payablePaisa: bigint;
}

/** Tax is withheld from the bill without VAT; half as much again without proof of return. */
export function withhold(billPaisa: bigint, hasProofOfReturn: boolean): Withheld {
  const points = hasProofOfReturn ? CONTRACTOR_BASIS_POINTS : (CONTRACTOR_BASIS_POINTS * 3n) / 2n;
  const tdsPaisa = share(billPaisa, points, FULL);
  return { billPaisa, tdsPaisa, payablePaisa: billPaisa - tdsPaisa };
}
