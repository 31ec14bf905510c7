import { Injectable } from '@nestjs/common';
import type { Harm } from '../../kernel/harm.js';
import type { Severity } from '../../kernel/severity.js';
import type { Playbook } from './playbook.js';

/** The playbooks that ship, read and checked once when the service starts. */
@Injectable()
export class PlaybookShelf {
  constructor(private readonly playbooks: readonly Playbook[]) {}

  all(): readonly Playbook[] {
    return this.playbooks;
  }

  one(id: string): Playbook | null {
    return this.playbooks.find((playbook) => playbook.id === id) ?? null;
  }

  /** The one for this harm whose reach is nearest to the severity; null where none was written. */
  choose(harm: Harm, severity: Severity): Playbook | null {
    const fitting = this.playbooks.filter(
      (playbook) => playbook.harms.includes(harm) && severity <= playbook.severity,
    );
    return fitting.toSorted((a, b) => a.severity - b.severity)[0] ?? null;
  }
}
