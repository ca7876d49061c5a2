import { Injectable } from '@nestjs/common';

/** registered, injected nowhere */
@Injectable()
export class WithholdingTable {
  rate(code: string): number {
    switch (code) {
      case 'S004':
        return 7.5;
      case 'S037':
        return 10;
      default:
        return 15;
    }
  }
}
