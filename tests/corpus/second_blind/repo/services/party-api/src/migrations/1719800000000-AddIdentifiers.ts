import { MigrationInterface, QueryRunner, TableColumn } from 'typeorm';

export class AddIdentifiers1719800000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE suppliers ADD COLUMN bin_no varchar(13)`);
    await q.query(`ALTER TABLE suppliers ADD CONSTRAINT tin_digits CHECK (e_tin ~ '^[0-9]{12}$')`);
    await q.addColumn('contact', new TableColumn({ name: 'nid', type: 'varchar', length: '17' }));
    await q.addColumn('contact', new TableColumn({ name: 'mobile_no', type: 'varchar', length: '11' }));
    await q.addColumn('contact', new TableColumn({ name: 'door_code', type: 'varchar', length: '12' }));
    await q.addColumn('contact', new TableColumn({ name: 'badge', type: 'varchar', length: '17' }));
  }

  async down(q: QueryRunner): Promise<void> {
    await q.dropColumn('contact', 'nid');
  }
}
