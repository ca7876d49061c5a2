import { Injectable } from '@nestjs/common';

@Injectable()
export class ChallanNumberer {
  of(serial: number, on: Date): string {
    return `Mushak-6.3/${this.fiscalYear(on)}/${serial}`;
  }

  private fiscalYear(on: Date): number {
    return on.getMonth() >= 6 ? on.getFullYear() : on.getFullYear() - 1;
  }

  /** @business-rule: BIL-663 - certificate Mushak-6.6 within 3 working days */
  certificate(serial: number): string {
    return `6.6/${serial}`;
  }
}
