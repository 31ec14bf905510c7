import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DuringEntry, Permission, Public, Session } from '../../../platform/auth/index.js';
import type { CurrentSession } from '../../../platform/auth/index.js';
import { CODE_OF_CONDUCT } from '../../entry/code-of-conduct.js';
import { ComeIn } from '../../entry/come-in.js';
import type { SteppedIn } from '../../entry/come-in.js';
import { CodeDto, LanguageDto } from './account.controller.js';
import { SessionAnswers } from './session-answers.js';

/** The steps between the password and the service. */
@ApiTags('session')
@Controller('api/v1')
export class EntryStepsController {
  constructor(
    private readonly comeIn: ComeIn,
    private readonly answers: SessionAnswers,
  ) {}

  @Get('code-of-conduct')
  @Public('people read what they are asked to accept before they have a login')
  @ApiOperation({ summary: 'The code of conduct, in the languages of the console' })
  read(): typeof CODE_OF_CONDUCT {
    return CODE_OF_CONDUCT;
  }

  @Post('session/code')
  @HttpCode(200)
  @Permission('session.own')
  @DuringEntry()
  @ApiOperation({ summary: 'Show the second factor, where the session awaits it' })
  async code(
    @Session() session: CurrentSession,
    @Body() { code }: CodeDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SteppedIn> {
    return this.answers.stepped(response, await this.comeIn.showCode(session, code));
  }

  @Post('session/conduct')
  @HttpCode(200)
  @Permission('session.own')
  @DuringEntry()
  @ApiOperation({ summary: 'Accept the code of conduct, read in this language, where the session awaits it' })
  async conduct(
    @Session() session: CurrentSession,
    @Body() { language }: LanguageDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SteppedIn> {
    return this.answers.stepped(response, await this.comeIn.acceptConduct(session, language));
  }
}
