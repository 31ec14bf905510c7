import { Injectable } from '@nestjs/common';
import {
  AdvanceIncident,
  CommandIncident,
  ConfirmIncident,
  DescribeIncident,
} from '../../incidents/index.js';
import { AnswerIncident, EndIncident } from '../../incidents/index.js';
import type { IncidentId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { WorkThrough } from './work-through.js';
import { carriedOut } from './carried-out.js';

/** What has to be known before the end, and the four eyes at it. */
@Injectable()
export class EndOfIncident {
  constructor(
    private readonly describe: DescribeIncident,
    private readonly end: EndIncident,
  ) {}

  async prepare(id: IncidentId, commander: Principal): Promise<void> {
    carriedOut(
      await this.describe.wishes(commander, id, {
        wishes: 'recorded',
        note: 'Wants no more than that it stops.',
      }),
    );
  }

  async execute(id: IncidentId, people: { commander: Principal; second: Principal }): Promise<void> {
    const first = carriedOut(await this.end.close(people.commander, id));
    if (first.kind === 'asked') carriedOut(await this.end.close(people.second, id));
  }
}

/** An incident from the first answer to its end, by one who commands and one who did not. */
@Injectable()
export class CloseIncident {
  constructor(
    private readonly answer: AnswerIncident,
    private readonly command: CommandIncident,
    private readonly confirm: ConfirmIncident,
    private readonly steps: WorkThrough,
    private readonly advance: AdvanceIncident,
    private readonly ending: EndOfIncident,
  ) {}

  /** Somebody has answered and commands, it is confirmed, its playbook lies open. */
  async begin(id: IncidentId, commander: Principal): Promise<void> {
    await this.answer.execute(commander, id);
    carriedOut(await this.command.offer(commander, id, commander.staffId));
    carriedOut(await this.confirm.execute(commander, id, { harm: null }));
  }

  async execute(id: IncidentId, people: { commander: Principal; second: Principal }): Promise<void> {
    const { commander } = people;
    await this.begin(id, commander);
    await this.steps.execute(id, commander, 'all');
    carriedOut(await this.advance.contain(commander, id));
    await this.ending.prepare(id, commander);
    carriedOut(await this.advance.resolve(commander, id, { reason: 'ended' }));
    await this.ending.execute(id, people);
  }
}
