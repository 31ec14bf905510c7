import { VouchedGate } from '../../consent/index.js';
import { DETECTORS, ThreadedExaminer } from '../../detection/index.js';
import type { GroupProfile } from '../../kernel/group-profile.js';
import { newId } from '../../kernel/ids.js';
import type { MemberId, OrganisationId } from '../../kernel/ids.js';
import { SCAN_PURPOSES } from '../../kernel/message.js';
import { ExamineMessages, ProcessMessages } from '../../pipeline/index.js';
import { SystemClock } from '../../platform/system-clock.js';
import { MemoryReception } from './in-memory/memory-reception.js';
import { NoDatabase } from './in-memory/no-database.js';
import { PrintingArchive } from './in-memory/printing-archive.js';
import type { OnVerdicts } from './in-memory/printing-archive.js';
import type { Rules } from './read-rules.js';

/** The service's walk with everything behind it that ends with the command. */
export class ScanWalk {
  readonly organisationId: OrganisationId = newId();
  readonly process: ProcessMessages;
  private readonly reception: MemoryReception;
  private readonly examiner = new ThreadedExaminer(DETECTORS.map(({ id }) => id));

  constructor(rules: Rules, onVerdicts: OnVerdicts) {
    const clock = new SystemClock();
    this.reception = new MemoryReception(rules, clock);
    this.process = new ProcessMessages(
      new NoDatabase(),
      clock,
      new VouchedGate({ organisationId: this.organisationId, purposes: SCAN_PURPOSES }),
      this.reception,
      new ExamineMessages(this.examiner),
      new PrintingArchive(this.reception.conversations, onVerdicts),
    );
  }

  addGroup(profile: GroupProfile): void {
    this.reception.addGroup(profile);
  }

  pseudonymOf(memberId: MemberId): string {
    return this.reception.pseudonymOf(memberId);
  }

  close(): Promise<void> {
    return this.examiner.close();
  }
}
