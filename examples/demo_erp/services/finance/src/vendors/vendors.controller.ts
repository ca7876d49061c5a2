import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CreateVendorDto } from './dto/create-vendor.dto';
import { Vendor } from './vendor.entity';
import { VendorsService } from './vendors.service';

@Controller('vendors')
export class VendorsController {
  constructor(private readonly vendors: VendorsService) {}

  @Get()
  list(@Query('sort') sort: string): Promise<Vendor[]> {
    return this.vendors.list(sort);
  }

  @Post()
  create(@Body() vendor: CreateVendorDto): Promise<Vendor> {
    return this.vendors.create(vendor);
  }
}
