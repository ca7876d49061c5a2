import { MigrationInterface, QueryRunner, Table } from 'typeorm';

export class CreateParty1719800000000 implements MigrationInterface {
  public async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'party',
        columns: [
          { name: 'id', type: 'bigserial', isPrimary: true },
          { name: 'tin', type: 'varchar', length: '12', isNullable: true },
          { name: 'bin', type: 'varchar', length: '11', isNullable: true },
          { name: 'nid', type: 'varchar', length: '13', isNullable: true },
          { name: 'mobile', type: 'varchar', length: '11' },
          { name: 'ledger_code', type: 'varchar', length: '12' },
          { name: 'folio', type: 'varchar', length: '13' },
          { name: 'phone_ext', type: 'varchar', length: '11' },
          { name: 'tds_rate', type: 'numeric', precision: 5, scale: 2, default: 5 },
          { name: 'credit_rating', type: 'numeric', precision: 5, scale: 2, default: 5 },
        ],
      }),
    );
    await q.query(`ALTER TABLE party ADD CONSTRAINT ck_party_tin CHECK (tin ~ '^[0-9]{12}$')`);
    await q.query(`ALTER TABLE party ADD CONSTRAINT ck_party_bin CHECK (char_length(bin) IN (9, 13))`);
    await q.query(`ALTER TABLE party ADD CONSTRAINT ck_party_ledger CHECK (char_length(ledger_code) IN (9, 12))`);
  }

  public async down(q: QueryRunner): Promise<void> {
    await q.dropTable('party');
  }
}
