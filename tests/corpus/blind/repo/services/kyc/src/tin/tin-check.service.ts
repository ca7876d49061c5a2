import { Injectable } from '@nestjs/common';

const rejectRepeated = /^(\d)\1{11}$/;

@Injectable()
export class TinCheckService {
  check(tin: string): string[] {
    const errors: string[] = [];
    if (tin.length !== 12) errors.push('length');
    if (rejectRepeated.test(tin)) errors.push('repeated');
    return errors;
  }

  isCompany(tin: string) {
    return Number(tin[0]) > 5;
  }

  legacy(tin: string) {
    return tin.replace(/-/g, '').length === 10;
  }

  key(tin: string) {
    return `tin:${tin}:v12`;
  }

  ttl = 12 * 60 * 60; // twelve hours
}
