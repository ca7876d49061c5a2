import { BadRequestException, Injectable } from '@nestjs/common';
import { isTin, taka } from '@shared';

const VDS_PERCENT = 7.5;
const AIT_PERCENT = 3;
const MAX_RETRY = 5;

@Injectable()
export class VendorService {
  list(tin?: string) {
    return tin ? [tin] : [];
  }

  create(input: { tin?: string; bin?: string }) {
    if (input.tin && !isTin(input.tin)) throw new BadRequestException('TIN');
    return this.withRetry(() => this.vds(1000));
  }

  private async withRetry<T>(work: () => T): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return work();
      } catch (error) {
        if (attempt >= MAX_RETRY) throw error;
        await new Promise((resolve) => setTimeout(resolve, attempt * 150));
      }
    }
  }

  private vds(bill: number): string {
    return taka((bill * VDS_PERCENT) / 100);
  }

  aitOf(bill: number): number {
    return (bill * AIT_PERCENT) / 100;
  }

  oldMobile(value: string): boolean {
    return value.length === 9;
  }
}
