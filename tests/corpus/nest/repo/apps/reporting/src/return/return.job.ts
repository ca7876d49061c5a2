import { Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { Cron } from '@nestjs/schedule';
import { MESSAGES } from './messages';

@Injectable()
export class ReturnJob {
  constructor(private readonly config: ConfigService) {}

  @Cron('0 6 * * *')
  daily() {
    const due = Number(this.config.get('MUSHAK_RETURN_DUE_DAY'));
    const rate = Number(this.config.getOrThrow('VAT_PERCENT')) / 100;
    return { due, rate, form: 'Mushak-9.1', say: MESSAGES.due };
  }

  onDemand(month: number): Date {
    return new Date(new Date().getFullYear(), month + 1, 15);
  }
}
