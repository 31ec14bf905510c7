import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { AcceptImport, ReadImport } from '../../intake/index.js';
import { Clock } from '../../kernel/clock.js';
import type { ImportId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { isRefused } from '../../kernel/refused.js';
import type { DemoGround } from '../../people/index.js';
import { EscalateDue, RunPipeline } from '../../pipeline/index.js';
import { GROUPS, chatOf } from '../cast/groups.js';
import type { DemoGroup } from '../cast/groups.js';
import { dateChat } from '../cast/date-chat.js';
import type { OpenedGroups } from './open-groups.js';

/** Workers of a running service take batches, too: between two looks they have this long. */
const LOOK_AGAIN_MS = 50;

/** A minute for some hundred messages; where it takes longer, somebody has to look at the log. */
const MOST_LOOKS = 1_200;

/** A week of invented exports on the service's own way: accepted, admitted, examined, judged, kept, told. */
@Injectable()
export class WalkAWeek {
  constructor(
    private readonly clock: Clock,
    private readonly acceptImport: AcceptImport,
    private readonly readImport: ReadImport,
    private readonly pipeline: RunPipeline,
    private readonly escalate: EscalateDue,
  ) {}

  async execute({ founder }: DemoGround, groups: OpenedGroups): Promise<void> {
    for (const group of GROUPS) {
      const id = await this.accept(founder, groups, group);
      await this.walk(founder, id);
    }
    // Whoever is on duty is told at once, also where no worker runs beside this command.
    await this.escalate.step();
  }

  private async accept(founder: Principal, groups: OpenedGroups, group: DemoGroup): Promise<ImportId> {
    const { language, name, timezone } = group;
    const chat = dateChat(chatOf(group), { now: this.clock.now(), timezone });
    const accepted = await this.acceptImport.execute(founder, {
      groupId: groups[language],
      fileName: `WhatsApp Chat with ${name}.txt`,
      content: Readable.from([Buffer.from(chat)]),
      dateOrder: 'dmy',
    });
    if (isRefused(accepted)) throw new Error(`The demo's export was refused: ${accepted.reason}`);
    return accepted.id;
  }

  private async walk(founder: Principal, id: ImportId): Promise<void> {
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const { finishedAt, dead } = await this.readImport.execute(founder, id);
      if (dead > 0) throw new Error('A message of the demo could not be walked');
      if (finishedAt) return;
      if (!(await this.pipeline.step('demo'))) await pause(LOOK_AGAIN_MS);
    }
    throw new Error('The messages of the demo were not walked within a minute');
  }
}
