import { Module, forwardRef } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { ScheduleModule } from '@nestjs/schedule';
import { OldReturn } from './old-return';
import { ReturnModule } from './return/return.module';

@Module({
  imports: [ConfigModule.forRoot({ envFilePath: 'apps/reporting/.env' }), ScheduleModule.forRoot(), forwardRef(() => ReturnModule)],
})
export class ReportingModule {}
