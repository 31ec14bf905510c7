import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { isRefused } from '../../kernel/refused.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import type { Erasure } from '../erasure/erasure.js';
import { TellErasures } from '../erasure/tell-erasures.js';
import { KeepRefused } from '../retention.errors.js';
import type { RetentionRun } from '../runs/run.repository.js';
import { TellRetention } from '../runs/tell-retention.js';
import type { ClassStanding } from '../runs/tell-retention.js';
import { ForgetDto, KeepDto } from './retention.dto.js';

@ApiTags('retention')
@Controller('api/v1/retention')
export class RetentionController {
  constructor(
    private readonly retention: TellRetention,
    private readonly erasures: TellErasures,
  ) {}

  @Get('classes')
  @Permission('retention.read')
  @ApiOperation({ summary: 'What is kept, how long and why; how much of it is over' })
  classes(@Caller() caller: Principal): Promise<readonly ClassStanding[]> {
    return this.retention.classes(caller);
  }

  @Put('classes/:id/keep')
  @HttpCode(204)
  @Permission('retention.run')
  @ApiOperation({ summary: 'Keeps a class for other than the usual days, from now on' })
  async keep(@Caller() caller: Principal, @Param('id') id: string, @Body() { days }: KeepDto): Promise<void> {
    const kept = await this.retention.keep(caller, id, days);
    if (isRefused(kept)) throw new KeepRefused(kept);
  }

  @Get('runs')
  @Permission('retention.read')
  @ApiOperation({ summary: 'The latest runs and what each removed' })
  runs(@Caller() caller: Principal): Promise<readonly RetentionRun[]> {
    return this.retention.history(caller);
  }

  @Post('runs')
  @HttpCode(202)
  @Permission('retention.run')
  @ApiOperation({ summary: 'Asks for a run; false when one is under way already' })
  async run(@Caller() caller: Principal): Promise<{ readonly asked: boolean }> {
    return { asked: await this.retention.askForRun(caller) };
  }

  @Get('erasures')
  @Permission('retention.read')
  @ApiOperation({ summary: 'Who was forgotten, by random id, with the receipts' })
  list(@Caller() caller: Principal): Promise<readonly Erasure[]> {
    return this.erasures.list(caller);
  }

  @Get('erasures/:id')
  @Permission('retention.read')
  @ApiOperation({ summary: 'One receipt' })
  read(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<Erasure> {
    return this.erasures.read(caller, id);
  }

  @Post('erasures')
  @HttpCode(200)
  @Permission('members.forget')
  @ApiOperation({ summary: 'Forgets a member for good and answers with the receipt' })
  forget(@Caller() caller: Principal, @Body() { memberId, ground }: ForgetDto): Promise<Erasure> {
    return this.erasures.ask(caller, memberId, ground);
  }
}
