import { Controller, Get, Post } from '@nestjs/common';
import { FillDemo, FindDemo, RemoveDemo } from '../../demo/index.js';
import { Permission } from '../../platform/auth/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import type { Answer } from '../visit/page.js';
import { page, redirect } from '../visit/page.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { DemoFilledPage, DemoPage } from './demo-page.js';

@Controller('settings/demo')
@ConsolePages()
export class DemoController {
  constructor(
    private readonly find: FindDemo,
    private readonly fill: FillDemo,
    private readonly remove: RemoveDemo,
  ) {}

  @Get()
  @Permission('demo.manage')
  async show(@Visiting() visit: SignedVisit): Promise<Answer> {
    return page(<DemoPage visit={visit} state={await this.find.execute()} />);
  }

  @Post('fill')
  @Permission('demo.manage')
  async begin(@Visiting() visit: SignedVisit): Promise<Answer> {
    const filled = await this.fill.execute();
    if (filled.kind === 'refused') return redirect('/settings/demo');
    const onward = { href: '/settings/demo', word: 'demo.onward.signIn' } as const;
    return page(<DemoFilledPage visit={visit} passphrase={filled.passphrase} onward={onward} />);
  }

  @Post('remove')
  @Permission('demo.manage')
  async end(@Visiting() { principal }: SignedVisit): Promise<Answer> {
    await this.remove.execute();
    // Whoever removes it from within goes with it.
    return principal.demo ? redirect('/sign-in', 'ended') : redirect('/settings/demo');
  }
}
