import 'reflect-metadata';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SalesModule } from './sales.module';

(async () => {
  const app = await NestFactory.create(SalesModule);
  const pipes = [new ValidationPipe()];
  app.useGlobalPipes(...pipes);
  await app.listen(3004);
})();
