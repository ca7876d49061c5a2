import { MigrationInterface, QueryRunner } from 'typeorm';

// a draft; no list of migrations names it
export class WidenBin1736000000000 implements MigrationInterface {
  async up(q: QueryRunner) {
    await q.query(`ALTER TABLE party ALTER COLUMN bin TYPE varchar(20)`);
  }

  async down() {}
}
