import { Module, ValidationPipe } from '@nestjs/common';
import { APP_PIPE } from '@nestjs/core';
import { controllers, featureModules } from './features';
import { TaxModule } from './tax/tax.module';

const jobs = process.env.JOBS ? [] : [];

@Module({
  imports: [TaxModule.forRoot({ vatPercent: 15, round: 'HALF_UP' }), ...featureModules, ...jobs],
  controllers: [...controllers],
  providers: [{ provide: APP_PIPE, useClass: ValidationPipe }],
})
export class AppModule {}
