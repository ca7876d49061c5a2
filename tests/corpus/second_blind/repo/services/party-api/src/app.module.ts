import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Contact } from './contact/contact.entity';
import { ContactController } from './contact/contact.controller';
import { Supplier } from './supplier/supplier.entity';
import { SupplierController } from './supplier/supplier.controller';
import { SupplierService } from './supplier/supplier.service';

@Module({
  imports: [TypeOrmModule.forFeature([Supplier, Contact])],
  controllers: [SupplierController, ContactController],
  providers: [SupplierService],
})
export class AppModule {}
