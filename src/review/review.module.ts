import { Module } from '@nestjs/common';
import { FlagsController } from './api/flags.controller.js';
import { CountFlags } from './flags/count-flags.js';
import { FlagRepository } from './flags/flag.repository.js';
import { ListFlags } from './flags/list-flags.js';
import { RaiseFlags } from './flags/raise-flags.js';
import { ReadFlag } from './flags/read-flag.js';

const USE_CASES = [CountFlags, ListFlags, RaiseFlags, ReadFlag];

@Module({
  controllers: [FlagsController],
  providers: [FlagRepository, ...USE_CASES],
  exports: USE_CASES,
})
export class ReviewModule {}
