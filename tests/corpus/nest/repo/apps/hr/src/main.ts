import { NestFactory } from '@nestjs/core';
import { HrModule } from './hr.module';

// no ValidationPipe here: every controller brings its own, or none
async function start() {
  const app = await NestFactory.create(HrModule, { logger: ['error'] });
  await app.listen(3003);
}
start();
