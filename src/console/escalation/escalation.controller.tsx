import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ChangePolicy, ReadPolicy } from '../../escalation/index.js';
import type { ProgrammeId } from '../../kernel/ids.js';
import { ListProgrammes } from '../../people/index.js';
import { may, Permission } from '../../platform/auth/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import { IdParam } from '../visit/id-param.js';
import { faulty, page, redirect } from '../visit/page.js';
import type { Answer } from '../visit/page.js';
import type { PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { draftOf, readPolicyForm } from './policy-form.js';
import { EditPolicyPage, PolicyPage, ProgrammesPage } from './policy-pages.js';

@Controller('escalation')
@ConsolePages()
export class EscalationController {
  constructor(
    private readonly programmes: ListProgrammes,
    private readonly readPolicy: ReadPolicy,
    private readonly changePolicy: ChangePolicy,
  ) {}

  @Get()
  @Permission('escalation.read')
  async list(@Visiting() visit: SignedVisit): Promise<Answer> {
    const { principal } = visit;
    const all = await this.programmes.execute(principal);
    const reached = all.filter(({ id }) =>
      may(principal, 'escalation.read', { programmeId: id, groupId: null }),
    );
    return page(<ProgrammesPage visit={visit} programmes={reached} />);
  }

  @Get(':id')
  @Permission('escalation.read')
  async read(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: ProgrammeId): Promise<Answer> {
    return page(<PolicyPage visit={visit} view={await this.readPolicy.execute(visit.principal, id)} />);
  }

  @Get(':id/edit')
  @Permission('escalation.manage')
  async edit(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: ProgrammeId): Promise<Answer> {
    const view = await this.readPolicy.execute(visit.principal, id);
    const steps = draftOf((view.draft ?? view.published).policy.steps);
    return page(<EditPolicyPage visit={visit} view={view} steps={steps} faults={{}} />);
  }

  @Post(':id/edit')
  @Permission('escalation.manage')
  async save(
    @Visiting() visit: SignedVisit,
    @Param('id', IdParam) id: ProgrammeId,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    const view = await this.readPolicy.execute(visit.principal, id);
    const { steps, drafts, faults } = readPolicyForm(posted, view.candidates);
    if (Object.keys(faults).length > 0)
      return faulty(<EditPolicyPage visit={visit} view={view} steps={drafts} faults={faults} />);
    await this.changePolicy.saveDraft(visit.principal, id, steps);
    return redirect(`/escalation/${id}`);
  }

  @Post(':id/publish')
  @Permission('escalation.manage')
  async publish(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: ProgrammeId): Promise<Answer> {
    await this.changePolicy.publish(visit.principal, id);
    return redirect(`/escalation/${id}`);
  }
}
