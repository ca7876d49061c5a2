import { NestFactory } from '@nestjs/core';
import { ProcurementModule } from './procurement.module';

async function bootstrap() {
  const app = await NestFactory.create(ProcurementModule);
  app.setGlobalPrefix('api', { exclude: ['health'] });
  await app.listen(3008);
}
bootstrap();
