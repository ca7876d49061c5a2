import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';

@Injectable()
export class BinSearchService {
  constructor(private readonly http: HttpService) {}

  clean(input: string): string {
    const digits = input.replace(/[^0-9]/g, '');
    switch (digits.length) {
      case 13:
        return digits;
      case 9:
        return digits.padEnd(13, '0101');
      default:
        throw new Error('BIN should be 13 digits');
    }
  }

  branch(bin: string): string {
    return bin.substring(9, 13);
  }

  async lookUpCardBin(six: string) {
    if (six.length !== 6) throw new Error('card BIN has six digits');
    return this.http.axiosRef.get(`https://lookup.binlist.example/${six}`);
  }
}
