import { Module } from '@nestjs/common';
import { BasisController, ObjectionsController } from './api/consent.controller.js';
import { CountRefused } from './gate/count-refused.js';
import { Gate } from './gate/gate.js';
import { LedgerGate } from './gate/ledger-gate.js';
import { MayProcess } from './gate/may-process.js';
import { RefusalsOf } from './gate/refusals-of.js';
import { BasisOf } from './ledger/basis-of.js';
import { ExportLedger } from './export/export-ledger.js';
import { LedgerRepository } from './ledger/ledger.repository.js';
import { RecordBasis } from './ledger/record-basis.js';
import { RecordObjection } from './ledger/record-objection.js';
import { WithdrawBasis } from './ledger/withdraw-basis.js';

const USE_CASES = [
  BasisOf,
  CountRefused,
  ExportLedger,
  MayProcess,
  RecordBasis,
  RecordObjection,
  RefusalsOf,
  WithdrawBasis,
];

@Module({
  controllers: [BasisController, ObjectionsController],
  providers: [LedgerRepository, { provide: Gate, useClass: LedgerGate }, ...USE_CASES],
  exports: [Gate, ...USE_CASES],
})
export class ConsentModule {}
