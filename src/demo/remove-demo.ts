import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/refused.js';
import type { Refused } from '../kernel/refused.js';
import { DemoOrganisation } from '../people/index.js';

export interface RemovedDemo {
  readonly kind: 'removed';
  /** Rows of the database that went. */
  readonly rows: number;
}

/** Takes the demo away: every row of it in every table, every key, and with its sessions whoever is signed in. */
@Injectable()
export class RemoveDemo {
  constructor(private readonly demo: DemoOrganisation) {}

  async execute(): Promise<RemovedDemo | Refused<'no-demo'>> {
    const rows = await this.demo.remove();
    return rows === null ? refuse('no-demo') : { kind: 'removed', rows };
  }
}
