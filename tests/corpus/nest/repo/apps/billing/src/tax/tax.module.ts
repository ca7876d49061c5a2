import { DynamicModule, Module } from '@nestjs/common';
import { TaxService } from './tax.service';

export interface TaxOptions {
  vatPercent: number;
  round: string;
}

@Module({})
export class TaxModule {
  static forRoot(options: TaxOptions): DynamicModule {
    return {
      module: TaxModule,
      global: true,
      providers: [{ provide: 'TAX_OPTIONS', useValue: options }, TaxService],
      exports: [TaxService],
    };
  }

  static forTest(): DynamicModule {
    return { module: TaxModule, providers: [{ provide: 'TAX_OPTIONS', useValue: { vatPercent: 5, round: 'DOWN' } }] };
  }
}
