import { Module } from '@nestjs/common';
import { ConsentModule } from '../consent/index.js';
import { DemoModule } from '../demo/index.js';
import { DetectionModule, Explain } from '../detection/index.js';
import { IntakeModule } from '../intake/index.js';
import { ErrorPage } from '../platform/http/index.js';
import { RetentionModule } from '../retention/index.js';
import { ReviewModule } from '../review/index.js';
import { AdminController } from './admin/admin.controller.js';
import { ReadWellbeing } from './admin/read-wellbeing.js';
import { TendDeadLetters } from './admin/tend-dead-letters.js';
import { AssetsController } from './assets/assets.controller.js';
import { AuditPagesController } from './audit/audit.controller.js';
import { ReadAudit } from './audit/read-audit.js';
import { BasisController } from './basis/basis.controller.js';
import { RecordFromForm } from './basis/record-from-form.js';
import { EscalationController } from './escalation/escalation.controller.js';
import { WaysController } from './escalation/ways.controller.js';
import { DemoController } from './demo/demo.controller.js';
import { FirstRunController } from './first-run/first-run.controller.js';
import { OpenFromSetup } from './first-run/open-from-setup.js';
import { AppealsController } from './flags/appeals/appeals.controller.js';
import { RecordFromPage } from './flags/appeals/record-from-page.js';
import { FlagStreamController } from './flags/flag-stream.controller.js';
import { GatherFlag } from './flags/around/gather-flag.js';
import { ReadSurroundings } from './flags/around/read-surroundings.js';
import { TellWorth } from './flags/around/tell-worth.js';
import { DecideFromPage } from './flags/decide/decide-from-page.js';
import { TellRefusal } from './flags/decide/tell-refusal.js';
import { Explainer } from './flags/flag-model.js';
import { FlagsController } from './flags/flags.controller.js';
import { ReadQueue } from './flags/read-queue.js';
import { GroupsController } from './groups/groups.controller.js';
import { ListGroupsWithBasis } from './groups/list-groups-with-basis.js';
import { SaveGroup } from './groups/save-group.js';
import { HomeController } from './home.controller.js';
import { AcceptUpload } from './imports/accept-upload.js';
import { ImportsController } from './imports/imports.controller.js';
import { NoticesController } from './notices/notices.controller.js';
import { ActFromPage } from './incidents/act-from-page.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { ShowIncident } from './incidents/show-incident.js';
import { PlaybooksController } from './playbooks/playbooks.controller.js';
import { RetentionPagesController } from './retention/retention.controller.js';
import { TendRetention } from './retention/tend-retention.js';
import { RulesController } from './rules/rules.controller.js';
import { SaveRules } from './rules/save-rules.js';
import { EnterConsole } from './sign-in/enter-console.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { AccountPagesController } from './account/account.controller.js';
import { EntryController } from './entry/entry.controller.js';
import { InvitationController } from './invitation/invitation.controller.js';
import { FindPlaces } from './staff/role-choice.js';
import { StaffPagesController } from './staff/staff.controller.js';
import { TendStaff } from './staff/tend-staff.js';
import { TokensPagesController } from './tokens/tokens.controller.js';
import { ConsoleErrorPage } from './visit/console-error-page.js';
import { Visits } from './visit/visits.js';

/** The web console: pages for people, rendered here, working without scripts, in their language. */
@Module({
  imports: [ConsentModule, DemoModule, DetectionModule, IntakeModule, RetentionModule, ReviewModule],
  controllers: [
    HomeController,
    AssetsController,
    FirstRunController,
    DemoController,
    SignInController,
    EntryController,
    InvitationController,
    AccountPagesController,
    StaffPagesController,
    TokensPagesController,
    GroupsController,
    BasisController,
    ImportsController,
    RulesController,
    FlagStreamController,
    AppealsController,
    FlagsController,
    NoticesController,
    // Before the pages of one programme: its address would be taken for an id.
    WaysController,
    EscalationController,
    IncidentsController,
    PlaybooksController,
    AdminController,
    AuditPagesController,
    RetentionPagesController,
  ],
  providers: [
    FindPlaces,
    TendStaff,
    Visits,
    { provide: ErrorPage, useClass: ConsoleErrorPage },
    { provide: Explainer, useExisting: Explain },
    OpenFromSetup,
    EnterConsole,
    ListGroupsWithBasis,
    SaveGroup,
    RecordFromForm,
    AcceptUpload,
    SaveRules,
    ReadQueue,
    DecideFromPage,
    GatherFlag,
    RecordFromPage,
    ReadSurroundings,
    TellWorth,
    TellRefusal,
    ReadAudit,
    TendRetention,
    ReadWellbeing,
    ActFromPage,
    ShowIncident,
    TendDeadLetters,
  ],
})
export class ConsoleModule {}
