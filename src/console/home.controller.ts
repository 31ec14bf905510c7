import { Controller, Get } from '@nestjs/common';
import { ListIncidents } from '../incidents/index.js';
import type { Principal } from '../kernel/principal.js';
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
  constructor(private readonly incidents: ListIncidents) {}

  /** Where something waits for this person; else where their work lies. */
  @Get()
  @Public('sends people to where they can start')
  async start(@Visiting() { principal }: Visit): Promise<Answer> {
    if (!principal) return redirect('/sign-in');
    if (mayAnywhere(principal, 'incidents.work') && (await this.incidents.waiting(principal)) > 0)
      return redirect('/incidents');
    return redirect(deskOf(principal));
  }
}

function deskOf(principal: Principal): string {
  if (mayAnywhere(principal, 'flags.read')) return '/flags';
  return mayAnywhere(principal, 'groups.manage') ? '/groups' : '/audit';
}
