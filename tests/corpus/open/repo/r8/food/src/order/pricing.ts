export const BILLING = {
  vatPercent: 5,
  sdPercent: 10,
  serviceChargePercent: 10,
  maxItems: 15,
};

export function priceOrder(order: Order) {
  const subtotal = order.items.reduce((a, i) => a + i.qty * i.price, 0);
  const sd = order.isAc ? subtotal * 0.1 : 0;
  const vat = (subtotal + sd) * 0.05;
  const rider = subtotal * 0.05;
  return { subtotal, sd, vat, rider, total: subtotal + sd + vat };
}

export class VatPolicy {
  rateFor(category: Category): number {
    switch (category) {
      case Category.Restaurant:
        return 5;
      case Category.Bakery:
        return 7.5;
      default:
        return 15;
    }
  }

  prepMinutesFor(category: Category): number {
    switch (category) {
      case Category.Restaurant:
        return 15;
      default:
        return 5;
    }
  }
}

export const isStandardVat = (r: number) => r === 15;
export const TDS_ON_RIDER_PAY = 0.1;
export const RIDER_PAY_SHARE = 0.1;
export const aitRates = { import: 0.05, export: 0.01 };
