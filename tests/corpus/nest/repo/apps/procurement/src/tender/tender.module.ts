import { Module } from '@nestjs/common';
import { TenderController } from './tender.controller';

/** listed, and filtered out of the list before it is imported */
@Module({ controllers: [TenderController] })
export class TenderModule {}
