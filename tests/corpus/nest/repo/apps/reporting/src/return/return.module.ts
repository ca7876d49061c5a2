import { Module } from '@nestjs/common';
import { ReturnJob } from './return.job';

@Module({ providers: [ReturnJob] })
export class ReturnModule {}
