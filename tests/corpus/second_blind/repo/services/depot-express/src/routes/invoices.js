const router = require('express').Router();
const tax = require('../lib/tax');

const MUSHAK_TITLES = {
  '6.3': 'Tax challan',
  '6.7': 'Credit note',
  '6.8': 'Debit note',
};

router.post('/preview', (req, res) => {
  const totals = tax.totals(req.body.lines);
  res.json({ ...totals, title: MUSHAK_TITLES[req.body.form] });
});

router.get('/:no/pdf', (req, res) => {
  res.set('X-Renderer', 'print-engine/9.1');
  res.type('pdf').send(tax.render(req.params.no, { heading: 'Mushak-6.3 (Tax Challan)' }));
});

module.exports = router;
