import { Body, Controller, Get, Param, ParseIntPipe, Post } from '@nestjs/common';
import { CreateInvoiceDto } from './dto/create-invoice.dto';
import { Invoice } from './invoice.entity';
import { InvoicesService } from './invoices.service';

@Controller('invoices')
export class InvoicesController {
  constructor(private readonly invoices: InvoicesService) {}

  @Get(':id')
  byId(@Param('id', ParseIntPipe) id: number): Promise<Invoice> {
    return this.invoices.byId(id);
  }

  @Post()
  create(@Body() invoice: CreateInvoiceDto): Promise<Invoice> {
    return this.invoices.create(invoice);
  }

  @Post('paid')
  markPaid(@Body() ids: number[]): Promise<number> {
    return this.invoices.markPaid(ids);
  }
}
