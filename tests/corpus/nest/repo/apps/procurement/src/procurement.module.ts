import { MiddlewareConsumer, Module, NestModule } from '@nestjs/common';
import { BidController } from './bid.controller';
import { SupplierTinMiddleware } from './supplier-tin.middleware';
import { TenderModule } from './tender/tender.module';

const all = [TenderModule];

@Module({ imports: all.filter((module) => module !== TenderModule), controllers: [BidController] })
export class ProcurementModule implements NestModule {
  configure(consumer: MiddlewareConsumer) {
    consumer.apply(SupplierTinMiddleware).exclude('health').forRoutes('*');
  }
}
