import { Injectable } from '@nestjs/common';

@Injectable()
export class PartyRepository {
  async withBadTin() {
    return this.db.query('SELECT id FROM party WHERE length(tin) <> 12 OR tin !~ \'^[0-9]+$\'');
  }
  async withBadSerial() {
    return this.db.query('SELECT id FROM machine WHERE length(serial) <> 12');
  }
  async addChecks() {
    await this.db.query(`
      ALTER TABLE party
        ADD CONSTRAINT ck_bin CHECK (bin ~ '^[0-9]{13}$'),
        ADD CONSTRAINT ck_nid CHECK (length(nid) IN (10, 13, 17)),
        ADD CONSTRAINT ck_acc CHECK (length(account_no) BETWEEN 13 AND 17)
    `);
  }
  cacheKey(tin: string) {
    return ['tin', tin, 12].join(':');
  }
  retry(bin: string, attempts = 9) {
    return this.http.get(`/bin/${bin}`, { timeout: 13, attempts });
  }
}
