const money = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'BDT' });

export const heads = {
  vat: { title: 'VAT @ 15%', account: '2-15' },
  tds: { title: 'TDS @ 5% on works', account: '2-16' },
  sd: { title: 'Supplementary duty @ 20%', account: '2-17' },
  discount: { title: 'Discount @ 15%', account: '4-15' },
  retention: { title: 'Retention @ 5% on works', account: '2-18' },
  deposit: { title: 'Security deposit @ 20%', account: '2-19' },
};

export function footer(fy: number): string[] {
  return [
    'Mushak-6.3 is enclosed',
    'Clause 6.3 of the lease applies',
    `Fiscal year: July ${fy} to June ${fy + 1}`,
    `Membership: July ${fy} to June ${fy + 1}`,
    'VAT returns are filed by the 15th',
    'Bills are paid by the 15th',
  ];
}

export function shown(amount: number): string {
  return money.format(amount);
}
