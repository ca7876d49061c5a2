import { Module } from '@nestjs/common';
import { CustomerController } from './customer.controller';
import { DISCOUNT, PRICE_RULES } from './price-rules';

@Module({
  controllers: [CustomerController],
  providers: [{ provide: PRICE_RULES, useFactory: () => ({ vat: 7.5 }) }, { provide: DISCOUNT, useValue: 15 }],
})
export class SalesModule {}
