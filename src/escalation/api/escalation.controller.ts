import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ProgrammeId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import type { MailOutcome } from '../../platform/mail/index.js';
import { TestNotice } from '../outgoing/test-notice.js';
import { ChangePolicy } from '../policies/change-policy.js';
import { ReadPolicy } from '../policies/read-policy.js';
import type { PolicyView } from '../policies/read-policy.js';
import { SetWebhook } from '../webhook/set-webhook.js';
import { DraftDto, stepsOf, WebhookDto } from './escalation.dto.js';

@ApiTags('escalation')
@Controller('api/v1')
export class EscalationController {
  constructor(
    private readonly readPolicy: ReadPolicy,
    private readonly changePolicy: ChangePolicy,
    private readonly setWebhook: SetWebhook,
    private readonly testNotice: TestNotice,
  ) {}

  @Get('programmes/:id/escalation-policy')
  @Permission('escalation.read')
  @ApiOperation({ summary: 'The chain of a programme, its draft, and whom each step would tell this minute' })
  read(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: ProgrammeId): Promise<PolicyView> {
    return this.readPolicy.execute(caller, id);
  }

  @Put('programmes/:id/escalation-policy/draft')
  @HttpCode(204)
  @Permission('escalation.manage')
  @ApiOperation({ summary: 'Make or replace the draft, which tells nobody until it is published' })
  draft(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: ProgrammeId,
    @Body() body: DraftDto,
  ): Promise<void> {
    return this.changePolicy.saveDraft(caller, id, stepsOf(body));
  }

  @Post('programmes/:id/escalation-policy/publish')
  @HttpCode(204)
  @Permission('escalation.manage')
  @ApiOperation({ summary: 'Put the draft in force; runs under way keep the chain they began with' })
  publish(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: ProgrammeId): Promise<void> {
    return this.changePolicy.publish(caller, id);
  }

  @Put('escalation/webhook')
  @Permission('escalation.manage')
  @ApiOperation({ summary: 'Where notices are also posted; answers the signing secret, shown once' })
  webhook(@Caller() caller: Principal, @Body() { url }: WebhookDto): Promise<{ readonly secret: string }> {
    return this.setWebhook.execute(caller, url);
  }

  @Delete('escalation/webhook')
  @HttpCode(204)
  @Permission('escalation.manage')
  @ApiOperation({ summary: 'Post notices nowhere any more' })
  removeWebhook(@Caller() caller: Principal): Promise<void> {
    return this.setWebhook.remove(caller);
  }

  @Post('escalation/test')
  @HttpCode(200)
  @Permission('escalation.manage')
  @ApiOperation({ summary: 'Send the caller a mail, and tell what became of it' })
  test(@Caller() caller: Principal): Promise<MailOutcome> {
    return this.testNotice.execute(caller);
  }
}
