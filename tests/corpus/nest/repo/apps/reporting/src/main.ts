import { NestFactory } from '@nestjs/core';
import { ReportingModule } from './reporting.module';

async function bootstrap() {
  const app = await NestFactory.create(ReportingModule);
  app.enableShutdownHooks();
  await app.listen(Number(process.env.PORT));
}
bootstrap();
