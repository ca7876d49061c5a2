import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { CreateSupplierDto } from './dto/create-supplier.dto';
import { VendorKycDto } from './dto/vendor-kyc.dto';
import { SupplierService } from './supplier.service';

@Controller('suppliers')
export class SupplierController {
  constructor(private readonly suppliers: SupplierService) {}

  @Post()
  @HttpCode(201)
  create(@Body() body: CreateSupplierDto) {
    return this.suppliers.create(body);
  }

  @Put(':id/kyc')
  kyc(@Param('id') id: string, @Body() body: VendorKycDto) {
    return this.suppliers.kyc(id, body);
  }

  @Get('by-bin/:bin([0-9]{13})')
  byBin(@Param('bin') bin: string) {
    return this.suppliers.byBin(bin);
  }
}
