import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StaffGuard } from './common/staff.guard';
import { databaseOptions } from './config/database';
import { Customer } from './customers/customer.entity';
import { CustomersController } from './customers/customers.controller';
import { CustomersService } from './customers/customers.service';
import { EstimateEngine } from './estimates/estimate.engine';
import { WalletClient } from './gateways/wallet.client';
import { Invoice } from './invoices/invoice.entity';
import { InvoicesController } from './invoices/invoices.controller';
import { InvoicesService } from './invoices/invoices.service';
import { PdfRenderer } from './reports/pdf.renderer';
import { ReportsService } from './reports/reports.service';
import { VatService } from './tax/vat.service';
import { Vendor } from './vendors/vendor.entity';
import { VendorsController } from './vendors/vendors.controller';
import { VendorsService } from './vendors/vendors.service';
import { StockService } from './warehouse/stock.service';

@Module({
  imports: [
    HttpModule.register({ timeout: 10_000 }),
    TypeOrmModule.forRootAsync({ useFactory: databaseOptions }),
    TypeOrmModule.forFeature([Customer, Vendor, Invoice]),
  ],
  controllers: [CustomersController, VendorsController, InvoicesController],
  providers: [
    { provide: APP_GUARD, useClass: StaffGuard },
    CustomersService,
    VendorsService,
    InvoicesService,
    VatService,
    WalletClient,
    EstimateEngine,
    StockService,
    ReportsService,
    PdfRenderer,
  ],
})
export class AppModule {}
