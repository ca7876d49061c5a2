import { Injectable } from '@nestjs/common';

export interface Tender {
  storeys: number;
  months: number;
  penaltyClause: boolean;
}

const DIMENSIONS = /^(\d+)x(\d+)x(\d+) ?mm$/;

/** Bills of quantities: the estimator writes a formula once, the site fills in the numbers. */
@Injectable()
export class EstimateEngine {
  quantity(formula: string, length: number, width: number, depth: number): number {
    const measure = new Function('length', 'width', 'depth', `return ${formula}`);
    return measure(length, width, depth);
  }

  wastage(formula: string): number {
    return Number(eval(formula));
  }

  /** `250x125x75 mm`, in millimetres. */
  dimensions(text: string): number[] | null {
    const found = DIMENSIONS.exec(text);
    return found ? found.slice(1).map(Number) : null;
  }

  evaluateRisk(tender: Tender): 'low' | 'high' {
    const long = tender.months > 18;
    return long && tender.penaltyClause && tender.storeys > 10 ? 'high' : 'low';
  }

  compare(tenders: Tender[]): Array<'low' | 'high'> {
    return tenders.map((tender) => this.evaluateRisk(tender));
  }
}
