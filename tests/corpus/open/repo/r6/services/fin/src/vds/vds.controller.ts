import { Body, Controller, DefaultValuePipe, Get, ParseFloatPipe, Post, Query } from '@nestjs/common';

@Controller('vds')
export class VdsController {
  @Get('preview')
  preview(
    @Query('amount', ParseFloatPipe) amount: number,
    @Query('vdsRate', new DefaultValuePipe(7.5), ParseFloatPipe) rate: number,
    @Query('limit', new DefaultValuePipe(15)) limit: number,
  ) {
    return { vds: (amount * rate) / 100, certificate: 'Mushak 6.6' };
  }

  @Post()
  create(@Body() body: { amount: number; rate?: number }) {
    const { amount, rate = 15 } = body;
    return this.service.create(amount, rate, 5);
  }
}
