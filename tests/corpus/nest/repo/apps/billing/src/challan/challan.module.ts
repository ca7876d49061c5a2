import { Module } from '@nestjs/common';
import { ChallanController } from './challan.controller';
import { ChallanNumberer } from './challan.numberer';

@Module({ controllers: [ChallanController], providers: [ChallanNumberer] })
export class ChallanModule {}
