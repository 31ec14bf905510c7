import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { BasisOf } from '../../consent/index.js';
import { Permission } from '../../platform/auth/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import { IdParam } from '../visit/id-param.js';
import type { Answer } from '../visit/page.js';
import { faulty, page, redirect } from '../visit/page.js';
import type { PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { GroupPage } from './group-page.js';
import { GroupSettingsPage } from './group-settings-page.js';
import { GroupsPage } from './groups-page.js';
import { ListGroupsWithBasis } from './list-groups-with-basis.js';
import { NewGroupPage } from './new-group-page.js';
import { SaveGroup } from './save-group.js';

@Controller('groups')
@ConsolePages()
export class GroupsController {
  constructor(
    private readonly groups: ListGroupsWithBasis,
    private readonly save: SaveGroup,
    private readonly basisOf: BasisOf,
  ) {}

  @Get()
  @Permission('groups.read')
  async list(@Visiting() visit: SignedVisit): Promise<Answer> {
    return page(<GroupsPage visit={visit} groups={await this.groups.execute(visit)} />);
  }

  @Get('new')
  @Permission('groups.manage')
  async askNew(@Visiting() visit: SignedVisit): Promise<Answer> {
    return page(<NewGroupPage visit={visit} {...await this.save.blank(visit)} />);
  }

  @Post('new')
  @Permission('groups.manage')
  async open(@Visiting() visit: SignedVisit, @Body() posted: PostedForm): Promise<Answer> {
    const outcome = await this.save.open(visit, posted);
    if (outcome.kind === 'saved') return redirect(`/groups/${outcome.id}`);
    return faulty(<NewGroupPage visit={visit} {...outcome} />);
  }

  @Get(':id')
  @Permission('groups.read')
  async read(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    const { group } = await this.save.present(visit, id);
    const basis = await this.basisOf.execute(visit.principal, group.id);
    return page(<GroupPage visit={visit} group={group} basis={basis} />);
  }

  @Get(':id/settings')
  @Permission('groups.manage')
  async askSettings(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    return page(<GroupSettingsPage visit={visit} {...await this.save.present(visit, id)} faults={{}} />);
  }

  @Post(':id/settings')
  @Permission('groups.manage')
  async change(
    @Visiting() visit: SignedVisit,
    @Param('id', IdParam) id: string,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    const { group } = await this.save.present(visit, id);
    const outcome = await this.save.change(visit, group, posted);
    if (outcome.kind === 'saved') return redirect(`/groups/${outcome.id}`);
    return faulty(<GroupSettingsPage visit={visit} group={group} {...outcome} />);
  }
}
