import { Controller, Get } from '@nestjs/common';
import { Public, mayAnywhere } from '../platform/auth/index.js';
import { ConsolePages } from './visit/console-pages.js';
import { redirect } from './visit/page.js';
import type { Answer } from './visit/page.js';
import { Visiting } from './visit/visit.js';
import type { Visit } from './visit/visit.js';

/** The front door. */
@Controller()
@ConsolePages()
export class HomeController {
  @Get()
  @Public('sends people to where they can start')
  start(@Visiting() { principal }: Visit): Answer {
    if (!principal) return redirect('/sign-in');
    return redirect(mayAnywhere(principal, 'flags.read') ? '/flags' : '/groups');
  }
}
