import { Module } from '@nestjs/common';
import { ConsentModule } from '../consent/index.js';
import { DeliveriesController } from './deliveries/deliveries.controller.js';
import { ReceiveDelivery } from './deliveries/receive-delivery.js';
import { ReceiptsRepository } from './deliveries/receipts.repository.js';
import { StoreDeliveries } from './deliveries/store-deliveries.js';
import { AcceptImport } from './imports/accept/accept-import.js';
import { AdvanceImports } from './imports/advance-imports.js';
import { ImportsController } from './imports/imports.controller.js';
import { ImportsRepository } from './imports/imports.repository.js';
import { ListImports } from './imports/list-imports.js';
import { MayImport } from './imports/accept/may-import.js';
import { PublishExport } from './imports/accept/publish-export.js';
import { ReadImport } from './imports/read-import.js';
import { ReceiveImport } from './imports/accept/receive-import.js';
import { Spool } from './imports/accept/spool.js';
import { IntakeChecks } from './intake-checks.js';
import { ConversationRepository } from './messages/conversation.repository.js';
import { MembersRepository } from './messages/members.repository.js';
import { MessagesRepository } from './messages/messages.repository.js';
import { ReadAround } from './messages/read-around.js';
import { ReadAgainRepository } from './messages/read-again.repository.js';
import { RecogniseArrivals } from './messages/recognise-arrivals.js';
import { ReopenMessages } from './messages/reopen-messages.js';
import { StoreMessages } from './messages/store-messages.js';
import { WelcomeAdmitted } from './messages/welcome-admitted.js';
import { Backlog } from './traffic/backlog.js';
import { DeadLettersController } from './traffic/dead-letters/dead-letters.controller.js';
import { DeliveriesRepository } from './traffic/deliveries.repository.js';
import { LanesRepository } from './traffic/lanes.repository.js';
import { ListDeadLetters } from './traffic/dead-letters/list-dead-letters.js';
import { PostgresTrafficLog } from './traffic/postgres-traffic-log.repository.js';
import { ReplayDeadLetters } from './traffic/dead-letters/replay-dead-letters.js';
import { TrafficLog } from './traffic/traffic-log.js';

const INNER = [
  Backlog,
  ConversationRepository,
  DeliveriesRepository,
  ImportsRepository,
  IntakeChecks,
  LanesRepository,
  MayImport,
  MembersRepository,
  MessagesRepository,
  PublishExport,
  ReadAgainRepository,
  ReceiptsRepository,
  ReceiveImport,
  Spool,
  StoreDeliveries,
];

const USE_CASES = [
  AcceptImport,
  AdvanceImports,
  ListDeadLetters,
  ListImports,
  ReadAround,
  ReadImport,
  ReceiveDelivery,
  RecogniseArrivals,
  ReopenMessages,
  ReplayDeadLetters,
  StoreMessages,
  WelcomeAdmitted,
];

@Module({
  imports: [ConsentModule],
  controllers: [DeadLettersController, DeliveriesController, ImportsController],
  providers: [...INNER, ...USE_CASES, { provide: TrafficLog, useClass: PostgresTrafficLog }],
  exports: [...USE_CASES, TrafficLog],
})
export class IntakeModule {}
