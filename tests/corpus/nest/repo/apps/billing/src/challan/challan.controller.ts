import { Controller, Get, Param } from '@nestjs/common';
import { ChallanNumberer } from './challan.numberer';

@Controller('challans')
export class ChallanController {
  constructor(private readonly numberer: ChallanNumberer) {}

  @Get(':serial/number')
  number(@Param('serial') serial: string) {
    return this.numberer.of(Number(serial), new Date());
  }
}
