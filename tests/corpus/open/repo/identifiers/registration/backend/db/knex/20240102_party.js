exports.up = (knex) =>
  knex.schema.alterTable('suppliers', (t) => {
    t.string('tin', 12).nullable();
    t.specificType('bin', 'char(13)');
    t.string('contact_phone', 11);
    t.string('invoice_no', 13);
    t.string('phone_ext', 11);
    t.string('national_id_image', 17);
  });
