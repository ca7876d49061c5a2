import { ChallanModule } from './challan/challan.module';
import { InvoiceController } from './invoice/invoice.controller';

export const featureModules = [ChallanModule];
export const controllers = [InvoiceController];
