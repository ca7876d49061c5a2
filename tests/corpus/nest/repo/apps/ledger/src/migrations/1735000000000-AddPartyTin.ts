import { MigrationInterface, QueryRunner } from 'typeorm';

export class AddPartyTin1735000000000 implements MigrationInterface {
  async up(q: QueryRunner) {
    await q.query(`ALTER TABLE party ADD COLUMN tin varchar(12)`);
    await q.query(`ALTER TABLE party ADD CONSTRAINT nid_len CHECK (length(nid) IN (10, 13, 17))`);
  }

  async down(q: QueryRunner) {
    await q.query(`ALTER TABLE party DROP COLUMN tin`);
  }
}
