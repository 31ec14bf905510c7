import { Body, Controller, Delete, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DuringEntry, Permission, Public, Session } from '../../../platform/auth/index.js';
import type { CurrentSession } from '../../../platform/auth/index.js';
import { OpenOrganisation } from '../../first-run/open-organisation.js';
import { SignIn } from '../../sign-in/sign-in.js';
import { SignOut } from '../../sign-in/sign-out.js';
import { ReadSelf } from '../../staff/read-self.js';
import { FromWhere } from './from-where.decorator.js';
import type { Whereabouts } from './from-where.decorator.js';
import { SessionAnswers } from './session-answers.js';
import type { SignedInView } from './session-answers.js';
import { asSessionView, CredentialsDto, SetupDto } from './session.dto.js';
import type { SessionView } from './session.dto.js';

@ApiTags('session')
@Controller('api/v1')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly signOut: SignOut,
    private readonly openOrganisation: OpenOrganisation,
    private readonly readSelf: ReadSelf,
    private readonly answers: SessionAnswers,
  ) {}

  @Post('setup')
  @Public('nobody has a login before the first organisation exists; the setup link stands in for one')
  @ApiOperation({ summary: 'Open the organisation with the setup link' })
  async setup(@Body() body: SetupDto, @Res({ passthrough: true }) response: Response): Promise<SignedInView> {
    return this.answers.opened(response, await this.openOrganisation.execute(body));
  }

  @Post('session')
  @Public('signing in is how one stops being nobody')
  @ApiOperation({ summary: 'Sign in; the session is in the cookie, its token for changes in the answer' })
  async enter(
    @Body() { email, password }: CredentialsDto,
    @FromWhere() from: Whereabouts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedInView> {
    return this.answers.opened(response, await this.signIn.execute({ email, password, ...from }));
  }

  @Get('session')
  @DuringEntry()
  @Permission('session.own')
  @ApiOperation({ summary: 'Who one is signed in as' })
  async self(@Session() session: CurrentSession): Promise<SessionView> {
    return asSessionView(await this.readSelf.execute(session.principal), session);
  }

  @Delete('session')
  @DuringEntry()
  @HttpCode(204)
  @Permission('session.own')
  @ApiOperation({ summary: 'Sign out' })
  async leave(
    @Session() session: CurrentSession,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.signOut.execute(session);
    this.answers.closed(response);
  }
}
