const express = require('express');
const { body, param, query } = require('express-validator');
const validator = require('validator');
const router = express.Router();

router.post(
  '/vendors',
  body('tin').trim().isLength({ min: 12, max: 12 }).withMessage('TIN is 12 digits'),
  body('bin').optional().matches(/^\d{9}-\d{4}$/),
  body('nid').custom((v) => [10, 13, 17].indexOf(v.length) > -1),
  body('mobile').isMobilePhone('bn-BD', { strictMode: false }),
  body('altPhone').isMobilePhone('en-GB'),
  body('remarks').isLength({ max: 12 }),
  body('accountNo').isLength({ min: 13, max: 17 }),
  query('perPage').isInt({ max: 13 }),
  (req, res) => {
    const { tin, bin, ref } = req.body;
    if (!validator.isLength(tin, { min: 12, max: 12 })) return res.sendStatus(422);
    if (bin && bin.length < 13) return res.sendStatus(422);
    if (ref && ref.length < 13) return res.sendStatus(422);
    const checksum = tin.split('').reduce((a, d, i) => a + d * (12 - i), 0);
    return res.json({ checksum });
  },
);

router.get('/vendors/:tin(\\d{12})', (req, res) => res.json({}));
router.get('/orders/:no(\\d{12})', (req, res) => res.json({}));
module.exports = router;
