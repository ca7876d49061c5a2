import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A bin is a shelf here: row, bay and level, for example `C04-12`. */
const BIN_LOCATION = /^[A-F]\d{2}-\d{2}$/;
const BARCODE = /^\d{13}$/;
const STOCK_COLUMNS = 'item_id, bin, quantity_milli';
const LOW_STOCK_RATIO = 0.14;

export interface Stock {
  itemId: number;
  bin: string;
  quantityMilli: number;
}

@Injectable()
export class StockService {
  constructor(private readonly database: DataSource) {}

  inBin(bin: string): Promise<Stock[]> {
    if (!BIN_LOCATION.test(bin)) {
      throw new RangeError(`"${bin}" is not a shelf: write it like C04-12`);
    }
    return this.database.query('SELECT ' + STOCK_COLUMNS + ' FROM stock WHERE bin = $1', [bin]);
  }

  byBarcode(barcode: string): Promise<Stock[]> {
    return BARCODE.test(barcode)
      ? this.database.query('SELECT item_id, bin, quantity_milli FROM stock WHERE barcode = $1', [barcode])
      : Promise.resolve([]);
  }

  isLow(stock: Stock, fullMilli: number): boolean {
    return stock.quantityMilli < fullMilli * LOW_STOCK_RATIO;
  }

  /** What the lorry may carry, from the weighbridge slip. */
  tonnes(slipWeight: string): number {
    return parseFloat(slipWeight) / 1000;
  }
}
