import { Module } from '@nestjs/common';
import { providers } from './providers';
import { SmsHandler } from './sms.handler';

@Module({ controllers: [SmsHandler], providers })
export class SmsModule {}
