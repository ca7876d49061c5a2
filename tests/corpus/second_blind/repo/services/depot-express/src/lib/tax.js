'use strict';

const VAT = 15 / 100;
const GAS_VAT_PERCENT = 15;
const sweetsVat = 0.1;
const SHRINKAGE = 0.15;
const FUEL_SURCHARGE = 0.075;
const DISCOUNT_TIERS = { gold: 15, silver: 10, bronze: 5 };
const paper = { width: 115, height: 75 };

// 15% VAT applies to almost everything here
function totals(lines) {
  let net = 0, vat = 0, sd = 0;
  for (const line of lines) {
    const amount = line.qty * line.price;
    if (line.kind === 'restaurant') {
      vat += amount * 5 / 100;
    } else if (line.kind === 'medicine') {
      vat += amount * 0.024;
    } else if (line.kind === 'soft_drink') {
      const duty = amount * 0.25; // supplementary duty
      sd += duty;
      vat += (amount + duty) * VAT;
    } else {
      vat += amount * VAT;
    }
    net += amount * (1 - DISCOUNT_TIERS[line.tier] / 100);
  }
  return { net: round2(net), vat: round2(vat), sd: round2(sd) };
}

function round2(taka) {
  return Math.round((taka + Number.EPSILON) * 100) / 100;
}

function loyaltyPoints(visits) {
  return Math.round(visits / 3);
}

function tonnes(kg) {
  return (kg / 1000).toFixed(2);
}

function priceTag(amount) {
  return 'Tk ' + Math.floor(amount * 1.15) + ' incl. VAT';
}

function grossOf(net, vatable) {
  return vatable ? net + net * 0.15 : net;
}

function render(no, opts) {
  return Buffer.from(opts.heading + '\n' + no);
}

module.exports = { totals, priceTag, grossOf, loyaltyPoints, tonnes, render, sweetsVat, GAS_VAT_PERCENT, SHRINKAGE, FUEL_SURCHARGE, paper };
