import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { asId } from '../../kernel/ids.js';
import { ResetSecondFactor, SecondFactorRoles, STAFF_ROLES, TendInvitations } from '../../people/index.js';
import { mayAnywhere, Permission, reachOf } from '../../platform/auth/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import { IdParam } from '../visit/id-param.js';
import type { Answer } from '../visit/page.js';
import { faulty, page, redirect } from '../visit/page.js';
import { FormReading } from '../visit/read-form.js';
import type { FormFaults, PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { InvitedPage, InvitePage } from './invite-page.js';
import type { InviteDraft } from './invite-page.js';
import { PersonPage } from './person-page.js';
import { FindPlaces } from './role-choice.js';
import { StaffPage } from './staff-page.js';
import { TendStaff } from './tend-staff.js';

@Controller('staff')
@ConsolePages()
export class StaffPagesController {
  constructor(
    private readonly tend: TendStaff,
    private readonly invitations: TendInvitations,
    private readonly secondFactor: SecondFactorRoles,
    private readonly resetFactor: ResetSecondFactor,
    private readonly places: FindPlaces,
  ) {}

  @Get()
  @Permission('staff.read')
  async list(@Visiting() visit: SignedVisit): Promise<Answer> {
    const { principal } = visit;
    const invitations = mayAnywhere(principal, 'staff.invite') ? await this.invitations.list(principal) : [];
    const isWhole = reachOf(principal, 'staff.manage').kind === 'organisation';
    const secondFactor = isWhole ? await this.secondFactor.read(principal) : null;
    const places = await this.places.execute(principal, 'staff.invite');
    const staff = await this.tend.list(visit);
    return page(<StaffPage {...{ visit, staff, invitations, places, secondFactor }} />);
  }

  @Get('invite')
  @Permission('staff.invite')
  ask(@Visiting() visit: SignedVisit): Promise<Answer> {
    return this.invitePage(visit, { email: '', language: visit.reader.language, role: '', place: '' });
  }

  @Post('invite')
  @Permission('staff.invite')
  async invite(@Visiting() visit: SignedVisit, @Body() posted: PostedForm): Promise<Answer> {
    const invited = await this.tend.invite(visit, posted);
    if (invited.kind === 'again') return this.invitePage(visit, invited.draft, invited.faults);
    return page(<InvitedPage visit={visit} invited={invited} />);
  }

  @Post('invitations/:id/again')
  @Permission('staff.invite')
  async again(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    const invited = await this.invitations.again(visit.principal, asId<'staff'>(id));
    return page(<InvitedPage visit={visit} invited={invited} />);
  }

  @Post('invitations/:id/revoke')
  @Permission('staff.invite')
  async revoke(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    await this.invitations.revoke(visit.principal, asId<'staff'>(id));
    return redirect('/staff');
  }

  @Post('second-factor')
  @Permission('staff.manage')
  async requireFactor(@Visiting() visit: SignedVisit, @Body() posted: PostedForm): Promise<Answer> {
    await this.secondFactor.change(visit.principal, new FormReading(posted).choices('roles', STAFF_ROLES));
    return redirect('/staff');
  }

  @Get(':id')
  @Permission('staff.read')
  read(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    return this.personPage(visit, id);
  }

  @Post(':id/roles')
  @Permission('staff.invite')
  async roles(
    @Visiting() visit: SignedVisit,
    @Param('id', IdParam) id: string,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    await this.tend.one(visit, id);
    return this.personPage(visit, id, await this.tend.roles(visit, id, posted));
  }

  @Post(':id/disable')
  @Permission('staff.manage')
  async disable(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    return this.personPage(visit, id, await this.tend.disable(visit, id));
  }

  @Post(':id/enable')
  @Permission('staff.manage')
  async enable(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    await this.tend.enable(visit, id);
    return redirect(`/staff/${id}`);
  }

  @Post(':id/second-factor')
  @Permission('staff.manage')
  async takeOffFactor(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    await this.resetFactor.execute(visit.principal, asId<'staff'>(id));
    return redirect(`/staff/${id}`);
  }

  @Post(':id/sessions')
  @Permission('staff.manage')
  async endSessions(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    await this.tend.endSessions(visit, id);
    return redirect(`/staff/${id}`);
  }

  private async invitePage(visit: SignedVisit, draft: InviteDraft, faults: FormFaults = {}): Promise<Answer> {
    const places = await this.places.execute(visit.principal, 'staff.invite');
    const view = <InvitePage {...{ visit, draft, faults, places }} />;
    return Object.keys(faults).length > 0 ? faulty(view) : page(view);
  }

  /** Null: a change went through, and the page is asked for again. */
  private async personPage(visit: SignedVisit, id: string, faults: FormFaults | null = {}): Promise<Answer> {
    if (faults === null) return redirect(`/staff/${id}`);
    const person = await this.tend.one(visit, id);
    const places = await this.places.execute(visit.principal, 'staff.invite');
    const view = <PersonPage {...{ visit, person, places, faults }} />;
    return Object.keys(faults).length > 0 ? faulty(view) : page(view);
  }
}
