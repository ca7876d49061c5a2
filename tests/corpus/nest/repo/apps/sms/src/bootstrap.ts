import { NestFactory } from '@nestjs/core';
import { MicroserviceOptions, Transport } from '@nestjs/microservices';
import { SmsModule } from './sms.module';

async function bootstrap() {
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(SmsModule, { transport: Transport.KAFKA });
  await app.listen();
}
bootstrap();
