import { Body, Controller, Get, Post } from '@nestjs/common';
import { InvalidWebhook, SetWebhook, TestNotice } from '../../escalation/index.js';
import { Permission } from '../../platform/auth/index.js';
import { Mailer } from '../../platform/mail/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import { faulty, page, redirect } from '../visit/page.js';
import type { Answer } from '../visit/page.js';
import { FormReading } from '../visit/read-form.js';
import type { PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { WaysPage } from './ways-page.js';
import type { WaysPageProps } from './ways-page.js';

@Controller('escalation/ways')
@ConsolePages()
export class WaysController {
  constructor(
    private readonly mailer: Mailer,
    private readonly webhook: SetWebhook,
    private readonly testNotice: TestNotice,
  ) {}

  @Get()
  @Permission('escalation.manage')
  async show(@Visiting() visit: SignedVisit): Promise<Answer> {
    return page(<WaysPage {...await this.props(visit)} />);
  }

  @Post('test')
  @Permission('escalation.manage')
  async test(@Visiting() visit: SignedVisit): Promise<Answer> {
    const tested = await this.testNotice.execute(visit.principal);
    return page(<WaysPage {...await this.props(visit)} tested={tested} />);
  }

  @Post('webhook')
  @Permission('escalation.manage')
  async set(@Visiting() visit: SignedVisit, @Body() posted: PostedForm): Promise<Answer> {
    const url = new FormReading(posted).text('url');
    try {
      const { secret } = await this.webhook.execute(visit.principal, url);
      return page(<WaysPage {...await this.props(visit)} secret={secret} />);
    } catch (error) {
      if (!(error instanceof InvalidWebhook)) throw error;
      const faults = { url: { word: 'ways.fault.url' } } as const;
      return faulty(<WaysPage {...await this.props(visit)} url={url} faults={faults} />);
    }
  }

  @Post('webhook/remove')
  @Permission('escalation.manage')
  async remove(@Visiting() visit: SignedVisit): Promise<Answer> {
    await this.webhook.remove(visit.principal);
    return redirect('/escalation/ways');
  }

  private async props(visit: SignedVisit): Promise<WaysPageProps> {
    const webhookHost = await this.webhook.host(visit.principal);
    return {
      ...{ visit, hasMail: this.mailer.isConfigured, webhookHost },
      ...{ tested: null, secret: null, url: '', faults: {} },
    };
  }
}
