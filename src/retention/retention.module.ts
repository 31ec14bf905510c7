import { Module } from '@nestjs/common';
import { RetentionController } from './api/retention.controller.js';
import { ErasureRepository } from './erasure/erasure.repository.js';
import { FindMember } from './erasure/find-member.js';
import { ForgetMember } from './erasure/forget-member.js';
import { FoundRepository } from './erasure/found.repository.js';
import { ForgottenJournal } from './erasure/journal.js';
import { KeepForgotten } from './erasure/keep-forgotten.js';
import { MemberStores } from './erasure/member-stores.repository.js';
import { RecordErasure } from './erasure/record-erasure.js';
import { TellErasures } from './erasure/tell-erasures.js';
import { DueRepository } from './runs/due.repository.js';
import { RunRepository } from './runs/run.repository.js';
import { RunRetention } from './runs/run-retention.js';
import { TellRetention } from './runs/tell-retention.js';

const INNER = [
  DueRepository,
  ErasureRepository,
  ForgottenJournal,
  FoundRepository,
  MemberStores,
  RecordErasure,
  RunRepository,
];

const USE_CASES = [FindMember, ForgetMember, KeepForgotten, RunRetention, TellErasures, TellRetention];

@Module({ controllers: [RetentionController], providers: [...INNER, ...USE_CASES], exports: USE_CASES })
export class RetentionModule {}
