import type { ExportEntry } from '../../../channels/index.js';
import type { InboundJoin } from '../../deliveries/chunk.js';
import type { ImportCounts, QuarantinedLine } from '../import.js';

/** More broken lines than anyone reads; beyond them only the number is kept. */
const MOST_QUARANTINED_LINES = 1_000;

/** Counts an export as it streams by; what it keeps does not grow with the file, but for one entry per sender. */
export class Stock {
  private messages = 0;
  private system = 0;
  private quarantined = 0;
  private first = Infinity;
  private last = -Infinity;
  private readonly senders = new Set<string>();
  readonly broken: QuarantinedLine[] = [];

  add(entry: ExportEntry): void {
    if (entry.kind === 'message')
      this.addMessage(entry.message.sender.handle, entry.message.sentAt.getTime());
    else if (entry.kind === 'system') this.system += 1;
    else this.addBroken({ line: entry.line, reason: entry.reason });
  }

  counts(media: number): ImportCounts {
    const some = this.messages > 0;
    return {
      messages: this.messages,
      system: this.system,
      media,
      members: this.senders.size,
      quarantined: this.quarantined,
      firstAt: some ? new Date(this.first) : null,
      lastAt: some ? new Date(this.last) : null,
    };
  }

  private addMessage(handle: string, at: number): void {
    this.messages += 1;
    this.senders.add(handle);
    this.first = Math.min(this.first, at);
    this.last = Math.max(this.last, at);
  }

  private addBroken(line: QuarantinedLine): void {
    this.quarantined += 1;
    if (this.broken.length < MOST_QUARANTINED_LINES) this.broken.push(line);
  }
}

/** Who came into the group with this entry. */
export function joinsOf(entry: ExportEntry): readonly InboundJoin[] {
  if (entry.kind !== 'system' || !JOINING.has(entry.event.kind)) return [];
  return entry.event.subjects.map((handle) => ({ handle, at: entry.at }));
}

const JOINING: ReadonlySet<string> = new Set(['joined', 'added']);
