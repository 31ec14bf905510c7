import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ListIncidents } from '../../incidents/index.js';
import type { IncidentId } from '../../kernel/ids.js';
import { Permission } from '../../platform/auth/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import { IdParam } from '../visit/id-param.js';
import type { Answer } from '../visit/page.js';
import { faulty, page, redirect } from '../visit/page.js';
import { FormReading } from '../visit/read-form.js';
import type { PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { ActFromPage } from './act-from-page.js';
import { IncidentPage } from './incident-page.js';
import { IncidentsPage } from './incidents-page.js';
import { ShowIncident } from './show-incident.js';

@Controller('incidents')
@ConsolePages()
@Permission('incidents.read')
export class IncidentsController {
  constructor(
    private readonly list: ListIncidents,
    private readonly show: ShowIncident,
    private readonly act: ActFromPage,
  ) {}

  @Get()
  async all(@Visiting() visit: SignedVisit, @Query() asked: PostedForm): Promise<Answer> {
    const form = new FormReading(asked);
    const which = form.choice('which', ['live', 'ended'] as const) ?? 'live';
    const number = form.wholeNumber('page', { min: 1, max: 10_000 }) ?? 1;
    const found = await this.list.execute(visit.principal, { which }, number);
    return page(<IncidentsPage visit={visit} which={which} {...found} />);
  }

  @Get(':id')
  async one(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: IncidentId): Promise<Answer> {
    return page(<IncidentPage visit={visit} {...await this.show.execute(visit, id)} faults={{}} />);
  }

  @Post(':id')
  @Permission('incidents.work')
  async perform(
    @Visiting() visit: SignedVisit,
    @Param('id', IdParam) id: IncidentId,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    const faults = await this.act.execute(visit, id, posted);
    if (Object.keys(faults).length === 0) return redirect(`/incidents/${id}`);
    return faulty(<IncidentPage visit={visit} {...await this.show.execute(visit, id)} faults={faults} />);
  }
}
