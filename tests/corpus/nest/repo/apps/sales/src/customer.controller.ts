import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { CustomerDto } from './customer.dto';
import { PRICE_RULES } from './price-rules';

interface Walkin {
  tin?: string;
  phone: string;
}

@Controller('customers')
export class CustomerController {
  constructor(@Inject(PRICE_RULES) private readonly rules: { vat: number }) {}

  @Post()
  create(@Body() body: { tin: string; bin?: string; phone: string }) {
    if (!/^\d{12}$/.test(body.tin)) return { error: 'TIN' };
    if (body.bin && body.bin.length !== 9) return { error: 'BIN' };
    return body;
  }

  @Post('walk-in')
  walkIn(@Body() body: Walkin) {
    return body.phone.startsWith('01');
  }

  @Get('vat')
  vat() {
    return this.rules.vat;
  }

  private legacyVat(net: number) {
    return net * 0.045;
  }
}
