import { BadRequestException, Injectable, PipeTransform } from '@nestjs/common';

const WIDTH_OF = {
  etin: { exact: 12 },
  bin: { exact: 13 },
  nid: { anyOf: [10, 13, 17] },
  cheque: { exact: 10 },
} as const;

@Injectable()
export class EtinPipe implements PipeTransform {
  private readonly shape = /^\d{4}-\d{4}-\d{4}$|^\d{12}$/;

  transform(value: string) {
    if (!this.shape.test(value)) throw new BadRequestException('e-TIN');
    return value.replaceAll('-', '');
  }
}

@Injectable()
export class VoucherPipe implements PipeTransform {
  private readonly shape = /^\d{12}$/;

  transform(value: string) {
    return this.shape.test(value) ? value : undefined;
  }
}

@Injectable()
export class NidPipe implements PipeTransform {
  transform(value: string) {
    const n = value.trim();
    switch (n.length) {
      case 10:
      case 17:
        return n;
      case 13:
        return '19' + n;
      default:
        throw new BadRequestException('জাতীয় পরিচয়পত্র নম্বর ১০, ১৩ অথবা ১৭ সংখ্যার হবে');
    }
  }
}
