'use strict';

const DEDUCTIONS = {
  tds: { supplier: 5, contractor: 7, transport: 2 },
  vds: { courier: 15, security: 15 },
  retention: { contractor: 10 },
};

function netPayable(bill) {
  const vds = bill.category === 'printing' ? bill.amount * 10 / 100 : 0;
  const tds = (bill.amount - vds) * (bill.hasPsr ? 0.05 : 0.075);
  const security = bill.amount * 0.1;
  const damages = bill.lateDays * bill.amount * 0.005;
  return bill.amount - vds - tds - security - damages;
}

const paymentTerms = { due: 30, tdsCertificateCopies: 2 };

module.exports = { DEDUCTIONS, netPayable, paymentTerms, tdsDefault: 5 };
