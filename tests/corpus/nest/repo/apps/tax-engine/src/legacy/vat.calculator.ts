import { Injectable } from '@nestjs/common';

// the class of the same name that nothing imports
@Injectable()
export class VatCalculator {
  of(net: number): number {
    return net * 0.075;
  }
}
