exports.up = (knex) =>
  knex.schema.alterTable('orders', (t) => {
    t.decimal('vat_rate', 5, 2).notNullable().defaultTo(15);
    t.decimal('tds_rate', 5, 2).defaultTo(0.05);
    t.decimal('vat_amount', 15, 2).defaultTo(0);
    t.decimal('weight_kg', 5, 2).defaultTo(15);
  });

exports.seed = (knex) =>
  knex('tax_rules').insert([
    { name: 'Standard VAT', rate: 15 },
    { name: 'Supply TDS', rate: 5 },
    { name: 'Gift wrap', rate: 5 },
  ]);
