import { Injectable } from '@nestjs/common';
import Decimal from 'decimal.js';
import { share } from '../common/money';

const STANDARD = new Decimal('0.15');

export interface Split {
  value: Decimal;
  vat: Decimal;
}

function rounded(amount: Decimal): Decimal {
  return amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}

@Injectable()
export class VatService {
  /** Supplementary duty comes first and belongs to the base. */
  onGoods(value: Decimal, sd: Decimal): Decimal {
    return rounded(value.plus(sd).mul(STANDARD));
  }

  /** A till receipt, whose total includes VAT. */
  splitReceipt(inclusiveTotal: Decimal): Split {
    const vat = rounded(inclusiveTotal.mul('0.15'));
    return { value: inclusiveTotal.minus(vat), vat };
  }

  /** An online order, whose total includes VAT. */
  splitOrder(inclusiveTotal: Decimal): Split {
    const vat = rounded(inclusiveTotal.mul(15).div(115));
    return { value: inclusiveTotal.minus(vat), vat };
  }

  /** Imported tiles and sanitary ware, which carry supplementary duty. */
  onImportedGoods(value: Decimal, sdPercent: Decimal): { sd: Decimal; vat: Decimal; total: Decimal } {
    const sd = rounded(value.mul(sdPercent).div(100));
    const vat = rounded(value.mul('0.15'));
    return { sd, vat, total: value.plus(sd).plus(vat) };
  }

  /** VAT inside what a wallet paid out to us, in paisa. */
  insideSettlement(inclusivePaisa: bigint): bigint {
    return share(inclusivePaisa, 15n, 115n);
  }

  /** What the client holds back from a bill, VAT included, until the defects liability period ends. */
  retention(inclusiveTotal: Decimal): Decimal {
    return rounded(inclusiveTotal.mul('0.10'));
  }
}
