exports.up = (knex) =>
  knex.schema.createTable('members', (t) => {
    t.increments('id');
    t.string('mobile', 11).notNullable();
    t.string('nid', 17);
    t.string('company_bin', 13);
    t.string('company_tin', 12);
    t.string('card_no', 13);
    t.string('segment', 12);
    t.string('mobile_brand', 11);
  });

exports.down = (knex) => knex.schema.dropTable('members');
