const router = require('express').Router();
const { body, validationResult } = require('express-validator');
const Joi = require('joi');
const Dealer = require('../models/dealer');

const schema = Joi.object({
  shopName: Joi.string().max(120).required(),
  tin_no: Joi.string().pattern(/^\d{12}$/).allow('', null),
  bin_no: Joi.string().length(13).pattern(/^[0-9]+$/),
  nid_no: Joi.string().min(10).max(17),
  phone: Joi.string().pattern(/^01[3-9][0-9]{8}$/).required(),
  agentWallet: Joi.string().regex(/^(\+88)?01\d{9}$/).messages({ 'string.pattern.base': 'The wallet is a mobile number' }),
  fax: Joi.string().pattern(/^02[0-9]{7,8}$/),
  dealerCode: Joi.string().length(10),
  bankAc: Joi.string().pattern(/^\d{13}$/),
  postCode: Joi.string().length(4),
  tinSheets: Joi.number().max(12),
  binCapacity: Joi.number().max(13),
});

router.post('/', async (req, res, next) => {
  const { error, value } = schema.validate(req.body);
  if (error) return res.status(422).json({ message: error.message });
  try {
    res.status(201).json(await Dealer.create(value));
  } catch (e) {
    next(e);
  }
});

router.patch('/:id',
  body('tin').optional().isLength({ min: 12, max: 12 }).withMessage('TIN is 12 digits long'),
  body('bin').optional().matches(/^\d{13}$/).withMessage('Invalid BIN'),
  body('nationalIdNumber').optional().isLength({ min: 10, max: 10 }),
  body('contact').matches(/^8801[3-9]\d{8}$/),
  body('vehicleNo').isLength({ max: 17 }),
  body('licence').optional().isLength({ min: 12, max: 12 }),
  async (req, res, next) => {
    const problems = validationResult(req);
    if (!problems.isEmpty()) return res.status(400).json(problems.array());
    try {
      return res.json(await Dealer.findByIdAndUpdate(req.params.id, req.body, { new: true }));
    } catch (e) {
      return next(e);
    }
  });

module.exports = router;
