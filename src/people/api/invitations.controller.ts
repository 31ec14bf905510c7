import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Res,
} from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission, Public } from '../../platform/auth/index.js';
import { AcceptInvitation } from '../invitations/accept-invitation.js';
import type { Invited, InvitationView } from '../invitations/invitation.js';
import { InvitePerson } from '../invitations/invite-person.js';
import { TendInvitations } from '../invitations/tend-invitations.js';
import { AcceptanceDto, asRoles, InvitationDto } from './invitations.dto.js';
import { accepted } from './refusals.js';
import { SessionAnswers } from './entrance/session-answers.js';
import type { SignedInView } from './entrance/session-answers.js';

@ApiTags('staff')
@Controller('api/v1/invitations')
export class InvitationsController {
  constructor(
    private readonly invitePerson: InvitePerson,
    private readonly tend: TendInvitations,
    private readonly acceptInvitation: AcceptInvitation,
    private readonly answers: SessionAnswers,
  ) {}

  @Get()
  @Permission('staff.invite')
  @ApiOperation({ summary: 'Invitations that nobody accepted yet, newest first' })
  list(@Caller() caller: Principal): Promise<readonly InvitationView[]> {
    return this.tend.list(caller);
  }

  @Post()
  @Permission('staff.invite')
  @ApiOperation({
    summary:
      'Invite a person with roles of one’s own reach; the link is in the answer where no mail carried it',
  })
  async invite(@Caller() caller: Principal, @Body() body: InvitationDto): Promise<Invited> {
    const { email, language } = body;
    return accepted(await this.invitePerson.execute(caller, { email, language, roles: asRoles(body.roles) }));
  }

  @Post('acceptance')
  @Public('whoever has the link of an invitation has no login yet')
  @ApiOperation({ summary: 'Accept an invitation; the session is in the cookie as after signing in' })
  async accept(
    @Body() { token, name, password, language, acceptsConduct }: AcceptanceDto,
    @Headers('user-agent') userAgent: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedInView> {
    const person = { name, password, language, acceptsConduct };
    return this.answers.opened(
      response,
      await this.acceptInvitation.execute({ token, ...person, userAgent }),
    );
  }

  @Post(':id/again')
  @HttpCode(200)
  @Permission('staff.invite')
  @ApiOperation({ summary: 'Send an invitation again with a new link; the old link is dead' })
  again(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: StaffId): Promise<Invited> {
    return this.tend.again(caller, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permission('staff.invite')
  @ApiOperation({ summary: 'Take an invitation back: its link is dead at once' })
  revoke(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: StaffId): Promise<void> {
    return this.tend.revoke(caller, id);
  }
}
