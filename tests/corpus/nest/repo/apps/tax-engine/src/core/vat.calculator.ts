import { Injectable } from '@nestjs/common';
import { flags } from './flags';

@Injectable()
export class VatCalculator {
  of(net: number): number {
    if (flags.construction) return net * 0.1;
    return Math.round(net * 15) / 100;
  }
}
