import { Controller, Get, Param } from '@nestjs/common';
import { earnest, vdsOn } from './deductions';

@Controller('bids')
export class BidController {
  @Get(':value/vds')
  vds(@Param('value') value: string) {
    return vdsOn(Number(value)) + earnest(Number(value));
  }
}
