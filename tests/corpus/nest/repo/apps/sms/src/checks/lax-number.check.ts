import { Injectable } from '@nestjs/common';
import { NumberCheck } from './tokens';

/** the implementation that no provider names */
@Injectable()
export class LaxNumberCheck extends NumberCheck {
  accepts(msisdn: string): boolean {
    return msisdn.length >= 11;
  }
}
