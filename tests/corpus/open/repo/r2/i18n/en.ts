export const en = {
  invoice: {
    vatNote: 'All prices are inclusive of 7.5% VAT.',
    aitNote: 'AIT of 3% is adjustable at assessment.',
    sdNote: 'Supplementary duty 30% is charged on carbonated drinks',
    earlyPay: 'Pay VAT invoices early and save 2%',
    battery: 'Battery at 15%',
    vatHelp: 'A VAT rate between 0 and 100',
  },
};
