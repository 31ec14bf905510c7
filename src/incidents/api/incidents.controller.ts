import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IncidentId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import { accepted } from '../incidents.errors.js';
import { ActOnIncident } from '../performing/act-on-incident.js';
import type { Performed } from '../performing/act-on-incident.js';
import type { IncidentView } from '../reading/incident-view.js';
import { ListIncidents } from '../reading/list-incidents.js';
import type { IncidentPage } from '../reading/list-incidents.js';
import { ReadIncident } from '../reading/read-incident.js';
import { IncidentActDto, IncidentQueryDto } from './incidents.dto.js';

@ApiTags('incidents')
@Controller('api/v1/incidents')
export class IncidentsController {
  constructor(
    private readonly listIncidents: ListIncidents,
    private readonly readIncident: ReadIncident,
    private readonly act: ActOnIncident,
  ) {}

  @Get()
  @Permission('incidents.read')
  @ApiOperation({ summary: 'Incidents in reach: what waits for the caller first, then the worst' })
  list(@Caller() caller: Principal, @Query() { which, page }: IncidentQueryDto): Promise<IncidentPage> {
    return this.listIncidents.execute(caller, { which: which ?? 'live' }, page);
  }

  @Get(':id')
  @Permission('incidents.read')
  @ApiOperation({ summary: 'One incident, or what of it stands in the caller’s groups' })
  read(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: IncidentId): Promise<IncidentView> {
    return this.readIncident.execute(caller, id);
  }

  @Post(':id/acts')
  @HttpCode(200)
  @Permission('incidents.work')
  @ApiOperation({ summary: 'Do something to an incident; `asked` means that a second person has to agree' })
  async perform(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: IncidentId,
    @Body() body: IncidentActDto,
  ): Promise<Performed> {
    return accepted(await this.act.execute(caller, id, body));
  }
}
