import { NestFactory } from '@nestjs/core';
import { LedgerModule } from './ledger.module';

async function main() {
  const app = await NestFactory.create(LedgerModule);
  await app.listen(3005);
}
main();
