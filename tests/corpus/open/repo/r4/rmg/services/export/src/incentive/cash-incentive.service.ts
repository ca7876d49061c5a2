import { Injectable } from '@nestjs/common';
import { CashClaim } from './cash-claim.entity';

@Injectable()
export class CashIncentiveService {
  private readonly INCENTIVE = 0.04;
  private readonly AIT_ON_INCENTIVE = 0.1;
  private readonly bankCommission = 0.005;

  net(claim: CashClaim): number {
    const incentive = claim.fob * 0.04;
    const ait = incentive * 0.1;
    const auditFee = Math.min(incentive * 0.01, 50_000);
    return incentive - ait - auditFee;
  }

  exportTds(fob: number, firstSale = true) {
    return firstSale ? fob * 0.01 : fob * 0.005;
  }

  lcMargin(fob: number) {
    return fob * 0.1;
  }
}
