import { BadRequestException, Injectable, PipeTransform } from '@nestjs/common';

@Injectable()
export class NidPipe implements PipeTransform<string, string> {
  transform(nid: string): string {
    if (!/^(?:\d{10}|\d{17})$/.test(nid)) throw new BadRequestException('NID must be 10 or 17 digits');
    return nid;
  }
}
