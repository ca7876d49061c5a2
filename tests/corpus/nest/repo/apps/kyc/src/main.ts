import { NestFactory } from '@nestjs/core';
import { KycModule } from './kyc.module';
import { KycRunner } from './kyc.runner';

async function run() {
  const context = await NestFactory.createApplicationContext(KycModule);
  await context.get(KycRunner).run(process.argv.slice(2));
  const app = await NestFactory.create(KycModule);
  await app.listen(3009);
}
run();
