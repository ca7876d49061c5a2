import { char, pgTable, varchar, check } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';

export const parties = pgTable('parties', {
  etin: char('etin', { length: 12 }),
  vatRegistrationNumber: varchar('vat_registration_number', { length: 13 }),
  nid: varchar('nid', { length: 17 }).notNull(),
  mobile: varchar('mobile', { length: 14 }),
  chequeNo: varchar('cheque_no', { length: 10 }),
  hsCode: varchar('hs_code', { length: 12 }),
  binCode: varchar('bin_code', { length: 13 }),
  rack: varchar('rack', { length: 10 }),
  aisle: varchar('aisle', { length: 10 }),
});

export const nidCheck = check('nid_len', sql`char_length(nid) in (10, 13, 17)`);
