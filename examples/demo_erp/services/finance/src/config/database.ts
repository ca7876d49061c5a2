import { TypeOrmModuleOptions } from '@nestjs/typeorm';

/** sha256 of the schema that this release was tested with; the migration job compares it. */
export const SCHEMA_CHECKSUM = '5f1c0e7ab3d94286e07f3b1a9c52d8640fb7e2139ad45c8871e60b3f92cd4a17';

export function databaseOptions(): TypeOrmModuleOptions {
  return {
    type: 'postgres',
    host: process.env.DATABASE_HOST ?? 'localhost',
    username: 'finance',
    password: process.env.DATABASE_PASSWORD,
    database: 'finance',
    autoLoadEntities: true,
    synchronize: false,
  };
}

/** The month-end job reads from the replica. */
export const replica = {
  host: 'ledger-replica.pbt.internal',
  username: 'finance_ro',
  password: 'Meghna#Pier-42xQ',
};
