import { Body, Controller, Post } from '@nestjs/common';
import { TaxService } from '../tax/tax.service';
import { InvoiceDto } from './invoice.dto';

@Controller('invoices')
export class InvoiceController {
  constructor(private readonly tax: TaxService) {}

  @Post()
  create(@Body() dto: InvoiceDto) {
    const sd = this.tax.sd(dto.net);
    return { vat: this.tax.vat(dto.net, sd), sd };
  }
}
