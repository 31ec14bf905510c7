import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/refused.js';
import type { Refused } from '../kernel/refused.js';
import { DemoOrganisation } from '../people/index.js';
import type { DemoGround } from '../people/index.js';
import { COLLEAGUES, FOUNDER } from './cast/colleagues.js';
import { PROGRAMME } from './cast/groups.js';
import { DecideSome } from './acts/decide-some.js';
import { InviteColleagues } from './acts/invite-colleagues.js';
import { OpenGroups } from './acts/open-groups.js';
import { WalkAWeek } from './acts/walk-a-week.js';
import { WorkOnIncidents } from './acts/work-on-incidents.js';

export interface FilledDemo {
  readonly kind: 'filled';
  /** For all of them; shown once and kept only as hashes. */
  readonly passphrase: string;
}

/** Neither vowels nor look-alikes: nothing to misread on paper, no words by accident. */
const LETTERS = 'bcdfghjkmnpqrstvwxz23456789';

/** 16 of 27 letters are 76 bits: nobody tries that many. */
const PASSPHRASE = [4, 4, 4, 4];

/** An invented programme, walked through the service's own rooms: nothing in it is inserted that was not found or done. */
@Injectable()
export class FillDemo {
  constructor(
    private readonly demo: DemoOrganisation,
    private readonly groups: OpenGroups,
    private readonly colleagues: InviteColleagues,
    private readonly walk: WalkAWeek,
    private readonly decide: DecideSome,
    private readonly incidents: WorkOnIncidents,
  ) {}

  /** What was cut short before is taken away and begun anew; what is whole stays as it is. */
  async execute(): Promise<FilledDemo | Refused<'already-filled'>> {
    const found = await this.demo.find();
    if (found?.filledAt) return refuse('already-filled', { since: found.filledAt.toISOString() });
    if (found) await this.demo.remove();
    const passphrase = newPassphrase();
    const ground = await this.demo.open(PROGRAMME, { ...FOUNDER, password: passphrase });
    if (!ground) return refuse('already-filled');
    await this.fill(ground, passphrase);
    await this.demo.finish(ground.organisationId);
    return { kind: 'filled', passphrase };
  }

  private async fill(ground: DemoGround, passphrase: string): Promise<void> {
    const groups = await this.groups.execute(ground);
    const others = COLLEAGUES.filter((one) => one !== FOUNDER);
    const staff = await this.colleagues.execute(ground, { others, groups, passphrase });
    await this.walk.execute(ground, groups);
    await this.decide.execute(staff, groups);
    await this.incidents.execute(staff);
  }
}

function newPassphrase(): string {
  const letter = () => LETTERS.charAt(randomInt(LETTERS.length));
  return PASSPHRASE.map((length) => Array.from({ length }, letter).join('')).join('-');
}
