import { Injectable } from '@nestjs/common';
import { NumberCheck } from './tokens';

@Injectable()
export class BdNumberCheck extends NumberCheck {
  accepts(msisdn: string): boolean {
    return /^8801[3-9]\d{8}$/.test(msisdn);
  }
}
