import { Module } from '@nestjs/common';
import { VatCalculator } from '@tax/vat.calculator';
import { EngineController } from './engine.controller';
import { WithholdingTable } from './core/withholding.table';

@Module({ controllers: [EngineController], providers: [VatCalculator, WithholdingTable] })
export class EngineModule {}
