import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { FillDemo } from '../../demo/index.js';
import { Public } from '../../platform/auth/index.js';
import { DemoFilledPage, DemoThereAlreadyPage } from '../demo/demo-page.js';
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
  constructor(
    private readonly setup: OpenFromSetup,
    private readonly fill: FillDemo,
  ) {}

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

  /** Does not use the link up. */
  @Post('demo')
  async demo(@Visiting() visit: Visit): Promise<Answer> {
    const token = visit.query.get('token') ?? '';
    if (!(await this.setup.isLinkValid(token))) return page(<ExpiredLinkPage visit={visit} />);
    const back = `/setup?${new URLSearchParams({ token }).toString()}`;
    const filled = await this.fill.execute();
    if (filled.kind === 'refused') return page(<DemoThereAlreadyPage visit={visit} back={back} />);
    const onward = { href: back, word: 'demo.onward.setUp' } as const;
    return page(<DemoFilledPage visit={visit} passphrase={filled.passphrase} onward={onward} />);
  }
}
