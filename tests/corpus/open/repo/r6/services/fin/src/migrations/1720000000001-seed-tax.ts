import { MigrationInterface, QueryRunner, TableColumn } from 'typeorm';

export class SeedTax1720000000001 implements MigrationInterface {
  async up(q: QueryRunner) {
    await q.query(`INSERT INTO tax_rates (code, kind, percent) VALUES ('S001', 'VAT', 15), ('S003', 'VAT', 10)`);
    await q.query(`UPDATE vendors SET tds_rate = 7 WHERE kind = 'contractor'`);
    await q.query(`UPDATE vendors SET rating = 5 WHERE kind = 'contractor'`);
    await q.addColumn('bills', new TableColumn({ name: 'sd_percent', type: 'numeric', default: '10' }));
    await q.addColumn('bills', new TableColumn({ name: 'print_copies', type: 'int', default: '3' }));
    await q.manager.insert('tax_heads', { code: 'VDS', percent: 15, sort: 3 });
  }
}
