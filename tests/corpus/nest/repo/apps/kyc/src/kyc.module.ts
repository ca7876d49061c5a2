import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { KycController } from './kyc.controller';
import { KycRunner } from './kyc.runner';
import { BinGuard } from './guards/bin.guard';
import { NidGuard } from './guards/nid.guard';

@Module({ controllers: [KycController], providers: [KycRunner, NidGuard, { provide: APP_GUARD, useClass: BinGuard }] })
export class KycModule {}
