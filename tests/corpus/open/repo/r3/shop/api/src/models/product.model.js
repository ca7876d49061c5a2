const mongoose = require('mongoose');

const productSchema = new mongoose.Schema({
  name: String,
  vatRate: { type: Number, default: 15, enum: [0, 5, 7.5, 15] },
  sdRate: { type: Number, min: 0, max: 65 },
  stock: { type: Number, default: 15, min: 5 },
  rating: { type: Number, min: 0, max: 5 },
});

module.exports = mongoose.model('Product', productSchema);
