import { Inject, Injectable } from '@nestjs/common';
import { TaxOptions } from './tax.module';

@Injectable()
export class TaxService {
  constructor(@Inject('TAX_OPTIONS') private readonly options: TaxOptions) {}

  vat(net: number, sd = 0): number {
    return ((net + sd) * this.options.vatPercent) / 100;
  }

  sd(net: number): number {
    return net * 0.2;
  }

  fromGross(gross: number): number {
    return (gross * 15) / 115;
  }
}
