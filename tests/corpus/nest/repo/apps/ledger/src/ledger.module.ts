import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { entities } from '~entities';
import { AddPartyTin1735000000000 } from './migrations/1735000000000-AddPartyTin';
import { PostingController } from './posting.controller';

@Module({
  imports: [
    TypeOrmModule.forRoot({ type: 'postgres', entities: [...entities], migrations: [AddPartyTin1735000000000], migrationsRun: true }),
    TypeOrmModule.forFeature([...entities]),
  ],
  controllers: [PostingController],
})
export class LedgerModule {}
