import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { DecisionId, FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import { ReadContext } from '../context/read-context.js';
import type { FlagContext } from '../context/read-context.js';
import { CONTEXT_SIZE, ContextQueryDto } from './decisions.dto.js';
import { ReadCopies } from '../copies/read-copies.js';
import type { Copies } from '../copies/read-copies.js';
import { ReadFollowUp } from '../decisions/read-follow-up.js';
import type { FollowUp } from '../decisions/read-follow-up.js';
import { ReportDone } from '../decisions/report-done.js';

@ApiTags('decisions')
@Controller('api/v1')
export class FollowUpController {
  constructor(
    private readonly readContext: ReadContext,
    private readonly readCopies: ReadCopies,
    private readonly readFollowUp: ReadFollowUp,
    private readonly reportDone: ReportDone,
  ) {}

  @Get('flags/:id/copies')
  @Permission('flags.decide')
  @ApiOperation({ summary: 'How many open flags have the same text, and in which groups' })
  copies(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: FlagId): Promise<Copies> {
    return this.readCopies.execute(caller, id);
  }

  @Get('flags/:id/context')
  @Permission('flags.read')
  @ApiOperation({ summary: 'The messages around a flag, bystanders masked; reading them is on record' })
  context(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: FlagId,
    @Query() { size }: ContextQueryDto,
  ): Promise<FlagContext> {
    return this.readContext.execute(caller, id, size ?? CONTEXT_SIZE);
  }

  @Get('flags/:id/follow-up')
  @Permission('flags.read')
  @ApiOperation({ summary: 'What decisions asked a person to do on the channel, with a ready text to send' })
  followUp(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: FlagId,
  ): Promise<readonly FollowUp[]> {
    return this.readFollowUp.execute(caller, id);
  }

  @Post('decisions/:id/done')
  @HttpCode(204)
  @Permission('flags.decide')
  @ApiOperation({ summary: 'Say that what a decision asked for was done; it cannot be undone from then on' })
  async done(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: DecisionId): Promise<void> {
    await this.reportDone.execute(caller, id);
  }
}
