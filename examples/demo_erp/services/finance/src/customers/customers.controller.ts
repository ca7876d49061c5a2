import { Body, Controller, Get, Param, ParseIntPipe, Post, Query } from '@nestjs/common';
import { Customer } from './customer.entity';
import { CustomersService } from './customers.service';
import { CreateCustomerDto } from './dto/create-customer.dto';

@Controller('customers')
export class CustomersController {
  constructor(private readonly customers: CustomersService) {}

  @Get()
  search(@Query('name') name: string): Promise<Customer[]> {
    return this.customers.search(name);
  }

  @Get('tin/:tin')
  byTin(@Param('tin') tin: string): Promise<Customer | null> {
    return this.customers.byTin(tin);
  }

  @Get(':id')
  byId(@Param('id', ParseIntPipe) id: number): Promise<Customer> {
    return this.customers.byId(id);
  }

  @Post()
  create(@Body() customer: CreateCustomerDto): Promise<Customer> {
    return this.customers.create(customer);
  }
}
