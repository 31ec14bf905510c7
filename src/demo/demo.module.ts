import { Module } from '@nestjs/common';
import { ConsentModule } from '../consent/index.js';
import { IncidentsModule } from '../incidents/index.js';
import { IntakeModule } from '../intake/index.js';
import { PipelineModule } from '../pipeline/index.js';
import { ReviewModule } from '../review/index.js';
import { CloseIncident, EndOfIncident } from './acts/close-incident.js';
import { DecideSome } from './acts/decide-some.js';
import { InviteColleagues } from './acts/invite-colleagues.js';
import { OpenGroups } from './acts/open-groups.js';
import { WalkAWeek } from './acts/walk-a-week.js';
import { WorkOnIncidents } from './acts/work-on-incidents.js';
import { WorkThrough } from './acts/work-through.js';
import { FillDemo } from './fill-demo.js';
import { FindDemo } from './find-demo.js';
import { RemoveDemo } from './remove-demo.js';

@Module({
  imports: [ConsentModule, IncidentsModule, IntakeModule, PipelineModule, ReviewModule],
  providers: [
    CloseIncident,
    DecideSome,
    EndOfIncident,
    FillDemo,
    FindDemo,
    InviteColleagues,
    OpenGroups,
    RemoveDemo,
    WalkAWeek,
    WorkOnIncidents,
    WorkThrough,
  ],
  exports: [FillDemo, FindDemo, RemoveDemo],
})
export class DemoModule {}
