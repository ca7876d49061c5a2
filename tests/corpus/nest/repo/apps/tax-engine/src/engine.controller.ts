import { Controller, Get, Query } from '@nestjs/common';
import { VatCalculator } from './core/vat.calculator';

@Controller('tax')
export class EngineController {
  constructor(private readonly calculator: VatCalculator) {}

  @Get('vat')
  vat(@Query('net') net: string) {
    return this.calculator.of(Number(net));
  }
}
