import { integer, numeric, pgTable, varchar } from 'drizzle-orm/pg-core';

export const items = pgTable('items', {
  vatRate: numeric('vat_rate', { precision: 5, scale: 2 }).notNull().default('15.00'),
  sdRate: numeric('sd_rate', { precision: 5, scale: 2 }).default('10'),
  reorder: integer('reorder').default(15),
  vatNote: varchar('vat_note', { length: 15 }),
});
