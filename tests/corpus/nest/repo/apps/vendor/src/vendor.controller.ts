import { Body, Controller, Get, ParseArrayPipe, Patch, Post, Query } from '@nestjs/common';
import { BulkVendorDto, CreateVendorDto, UpdateVendorDto, VendorRow } from './dto/vendor.dto';
import { VendorQueryDto } from './dto/vendor-query.dto';
import type { ContactDto } from './dto/contact.dto';
import { VendorService } from './vendor.service';

@Controller('vendors')
export class VendorController {
  constructor(private readonly vendors: VendorService) {}

  @Get()
  list(@Query() query: VendorQueryDto) {
    return this.vendors.list(query.tin);
  }

  @Post()
  create(@Body() dto: CreateVendorDto) {
    return this.vendors.create(dto);
  }

  @Patch()
  update(@Body() dto: UpdateVendorDto) {
    return this.vendors.create(dto);
  }

  @Post('bulk')
  bulk(@Body() rows: BulkVendorDto[]) {
    return rows.length;
  }

  @Post('rows')
  rows(@Body(new ParseArrayPipe({ items: VendorRow })) rows: VendorRow[]) {
    return rows.length;
  }

  @Post('contact')
  contact(@Body() dto: ContactDto) {
    return dto.mobile;
  }
}
