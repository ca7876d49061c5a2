const router = require('express').Router();
const { body, validationResult } = require('express-validator');
const Joi = require('joi');

const partner = Joi.object({
  tin: Joi.string().length(12).pattern(/^\d+$/).required(),
  bin: Joi.string().pattern(/^\d{13}$/),
  nid: Joi.string().pattern(/^(\d{10}|\d{13}|\d{17})$/),
  mobile: Joi.string().pattern(/^(?:\+?880|0)1[3-9]\d{8}$/).required(),
  bank: Joi.object({
    routing: Joi.string().length(9).required(),
    account: Joi.string().min(11).max(17).required(),
  }),
  binRange: Joi.string().length(6),
  deviceId: Joi.string().length(17),
  apiKey: Joi.string().length(12),
  landline: Joi.string().pattern(/^02\d{8}$/),
});

router.post(
  '/partners',
  body('tin').isLength({ min: 12, max: 12 }).withMessage('TIN: 12 digits please'),
  body('bin').optional().matches(/^[0-9]{9}-[0-9]{4}$/),
  body('nid').custom((v) => v.length === 10 || v.length === 17),
  body('mobile').matches(/^01[3-9][0-9]{8}$/),
  body('pin').isLength({ min: 6, max: 6 }),
  body('accountNumber').isLength({ min: 13, max: 13 }),
  body('iccid').isLength({ min: 19, max: 20 }),
  body('serial').isLength({ min: 12, max: 12 }),
  (req, res) => {
    const errors = validationResult(req);
    if (!errors.isEmpty()) return res.status(422).json(errors.array());
    const { error } = partner.validate(req.body);
    return error ? res.status(422).json({ error: error.message }) : res.status(202).end();
  },
);

module.exports = router;
