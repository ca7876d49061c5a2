import { NestFactory } from '@nestjs/core';
import { EngineModule } from './engine.module';

NestFactory.create(EngineModule).then(async (app) => {
  await app.listen(3006);
});
