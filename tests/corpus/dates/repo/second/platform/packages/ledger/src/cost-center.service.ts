import { Injectable } from '@nestjs/common';
import { startOfYear, addMonths } from 'date-fns';

@Injectable()
export class CostCenterService {
  budgetPeriodStart(on: Date): Date {
    const y = on.getMonth() < 6 ? on.getFullYear() - 1 : on.getFullYear();
    return new Date(y, 6, 1);
  }

  plantingSeason(on: Date): string {
    return on.getMonth() >= 6 ? 'aman' : 'boro';
  }

  contractAnniversary(signed: Date, on: Date): number {
    const years = on.getFullYear() - signed.getFullYear();
    return on.getMonth() < signed.getMonth() ? years - 1 : years;
  }

  depreciationStart(bought: Date): Date {
    return addMonths(bought, 6);
  }

  schoolYear(on: Date): number {
    return on.getMonth() >= 5 ? on.getFullYear() : on.getFullYear() - 1;
  }

  halfOf(on: Date): 'H1' | 'H2' {
    return on.getMonth() < 6 ? 'H1' : 'H2';
  }
}
