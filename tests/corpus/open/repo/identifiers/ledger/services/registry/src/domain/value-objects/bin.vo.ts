import { ValueObject } from '@shared/ddd';

export class BinNumber extends ValueObject<{ value: string }> {
  private static readonly MIN = 13;
  private static readonly MAX = 14;
  private static readonly FORMAT = /^[0-9]{9}-?[0-9]{4}$/;

  static create(value: string): BinNumber {
    const cleaned = value.replace(/\s/g, '');
    if (cleaned.length < BinNumber.MIN || cleaned.length > BinNumber.MAX) {
      throw new Error('BIN 13 সংখ্যার হতে হবে');
    }
    return new BinNumber({ value: cleaned });
  }

  get unit() {
    return this.props.value.slice(-4);
  }
}
