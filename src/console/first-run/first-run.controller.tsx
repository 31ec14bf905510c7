import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { Public } from '../../platform/auth/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import type { Answer } from '../visit/page.js';
import { faulty, page, redirect } from '../visit/page.js';
import type { PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { Visit } from '../visit/visit.js';
import { OpenFromSetup } from './open-from-setup.js';
import { ExpiredLinkPage, SetupPage, emptySetup } from './setup-page.js';

@Controller('setup')
@ConsolePages()
@Public('the one-time link in the log is the key')
export class FirstRunController {
  constructor(private readonly setup: OpenFromSetup) {}

  @Get()
  async ask(@Visiting() visit: Visit, @Query('token') token: unknown): Promise<Answer> {
    if (typeof token !== 'string' || !(await this.setup.isDue()))
      return page(<ExpiredLinkPage visit={visit} />);
    return page(<SetupPage visit={visit} token={token} draft={emptySetup(visit)} faults={{}} />);
  }

  @Post()
  async open(@Visiting() visit: Visit, @Body() posted: PostedForm): Promise<Answer> {
    const token = visit.query.get('token') ?? '';
    const { draft, faults, session, expired } = await this.setup.open(token, posted);
    if (expired) return page(<ExpiredLinkPage visit={visit} />);
    if (!session) return faulty(<SetupPage visit={visit} token={token} draft={draft} faults={faults} />);
    return redirect('/groups/new', session);
  }
}
