import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { AppealId, DecisionId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import { AnswerAppeal } from '../appeals/answer-appeal.js';
import type { Answered } from '../appeals/answer-appeal.js';
import { ReadAppeals } from '../appeals/read-appeals.js';
import type { AppealView } from '../appeals/read-appeals.js';
import { RecordAppeal } from '../appeals/record-appeal.js';
import type { AppealRecorded } from '../appeals/record-appeal.js';
import { TakeAppeal } from '../appeals/take-appeal.js';
import { AnswerAppealDto, RecordAppealDto } from './appeals.dto.js';
import { accepted } from './refusals.js';

@ApiTags('appeals')
@Controller('api/v1')
export class AppealsController {
  constructor(
    private readonly readAppeals: ReadAppeals,
    private readonly recordAppeal: RecordAppeal,
    private readonly takeAppeal: TakeAppeal,
    private readonly answerAppeal: AnswerAppeal,
  ) {}

  @Get('appeals')
  @Permission('appeals.decide')
  @ApiOperation({ summary: 'Appeals that wait for an answer, oldest first' })
  list(@Caller() caller: Principal): Promise<readonly AppealView[]> {
    return this.readAppeals.waiting(caller);
  }

  @Post('decisions/:id/appeals')
  @Permission('appeals.record')
  @ApiOperation({ summary: 'Write down what a member says against a decision; once per decision' })
  async record(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: DecisionId,
    @Body() { words }: RecordAppealDto,
  ): Promise<AppealRecorded> {
    return accepted(await this.recordAppeal.execute(caller, id, words));
  }

  @Post('appeals/:id/take')
  @HttpCode(200)
  @Permission('appeals.decide')
  @ApiOperation({ summary: 'Look at an appeal; never one’s own decision' })
  async take(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: AppealId,
  ): Promise<{ kind: 'taken' }> {
    return accepted(await this.takeAppeal.execute(caller, id));
  }

  @Post('appeals/:id/answer')
  @HttpCode(200)
  @Permission('appeals.decide')
  @ApiOperation({ summary: 'Say whether the decision stands, by whoever took the appeal' })
  async answer(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: AppealId,
    @Body() { outcome, answer }: AnswerAppealDto,
  ): Promise<Answered> {
    return accepted(await this.answerAppeal.execute(caller, id, { outcome, answer: answer ?? null }));
  }
}
