import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { DecisionId, FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import { ClaimFlag } from '../claims/claim-flag.js';
import type { Claimed } from '../claims/claim-flag.js';
import { ReleaseClaim } from '../claims/release-claim.js';
import { DecideFlag } from '../decisions/decide-flag.js';
import type { Decided } from '../decisions/decide-flag.js';
import { ReadDecisions } from '../decisions/read-decisions.js';
import type { DecisionView } from '../decisions/read-decisions.js';
import { UndoDecision } from '../decisions/undo-decision.js';
import type { Undone } from '../decisions/undo-decision.js';
import { DecideDto } from './decisions.dto.js';
import { accepted } from './refusals.js';

@ApiTags('decisions')
@Controller('api/v1')
export class DecisionsController {
  constructor(
    private readonly claimFlag: ClaimFlag,
    private readonly releaseClaim: ReleaseClaim,
    private readonly decideFlag: DecideFlag,
    private readonly readDecisions: ReadDecisions,
    private readonly undoDecision: UndoDecision,
  ) {}

  @Post('flags/:id/claim')
  @HttpCode(200)
  @Permission('flags.decide')
  @ApiOperation({ summary: 'Be on a flag for ten minutes: nobody else decides it meanwhile. Again renews' })
  async claim(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: FlagId): Promise<Claimed> {
    return accepted(await this.claimFlag.execute(caller, id));
  }

  @Delete('flags/:id/claim')
  @HttpCode(204)
  @Permission('flags.decide')
  @ApiOperation({ summary: 'Let go of a flag' })
  async release(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: FlagId): Promise<void> {
    await this.releaseClaim.execute(caller, id);
  }

  @Get('flags/:id/decisions')
  @Permission('flags.read')
  @ApiOperation({ summary: 'Everything decided about a flag, oldest first, what was taken back too' })
  list(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: FlagId,
  ): Promise<readonly DecisionView[]> {
    return this.readDecisions.execute(caller, id);
  }

  @Post('flags/:id/decisions')
  @Permission('flags.decide')
  @ApiOperation({ summary: 'Decide a flag; claims it in the same step when nobody is on it' })
  async decide(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: FlagId,
    @Body() asked: DecideDto,
  ): Promise<Decided> {
    const { kind, note = null, harm = null, copies = false } = asked;
    return accepted(await this.decideFlag.execute(caller, id, { kind, note, harm, copies }));
  }

  @Post('decisions/:id/undo')
  @HttpCode(200)
  @Permission('flags.decide')
  @ApiOperation({
    summary: 'Take back your own decision within ten minutes, while nothing of it has left the house',
  })
  async undo(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: DecisionId): Promise<Undone> {
    return accepted(await this.undoDecision.execute(caller, id));
  }
}
