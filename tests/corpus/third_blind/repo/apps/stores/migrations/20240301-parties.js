exports.up = (knex) =>
  knex.schema.createTable('store_parties', (t) => {
    t.increments('id');
    t.string('name', 160).notNullable();
    t.string('tin', 12);
    t.string('bin', 13);
    t.string('nid', 17);
    t.string('mobile', 11).notNullable();
    t.string('routing_no', 9);
    t.string('account_no', 17);
    t.string('lot_no', 12);
    t.string('fax', 11);
    t.integer('vat_percent').defaultTo(15);
    t.integer('markup_percent').defaultTo(15);
  });

exports.down = (knex) => knex.schema.dropTable('store_parties');
