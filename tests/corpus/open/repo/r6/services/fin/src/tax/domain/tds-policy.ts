import { Nature } from './nature';

const policies: Array<[Nature, number]> = [
  [Nature.Supply, 5],
  [Nature.Contract, 7],
];

export const tdsPolicy = new Map(policies);

export const TDS_BY_NATURE: Partial<Record<Nature, number>> = {
  [Nature.Rent]: 5,
  [Nature.Professional]: 10,
  [Nature.Transport]: 3,
};

export const SLA_BY_NATURE: Partial<Record<Nature, number>> = {
  [Nature.Rent]: 5,
  [Nature.Professional]: 10,
};

export function tdsFor(nature: Nature, amount: number) {
  switch (nature) {
    case Nature.Rent:
      return (amount * 5) / 100;
    case Nature.Professional: {
      const pct = 10;
      return (amount * pct) / 100;
    }
    default: {
      return amount * 0.07;
    }
  }
}

export function reminderFor(nature: Nature) {
  switch (nature) {
    case Nature.Rent:
      return 5;
    default: {
      return 10;
    }
  }
}
