import type { DateOrder, ExportEntry, OpenExport, QuarantineReason } from './channel.js';

/** What a file holds, without any of its words; printed by `mlinzi inspect FILE --json`. */
export interface ExportSummary {
  readonly file: string;
  readonly format: string;
  readonly variant: string;
  readonly messages: number;
  readonly system: number;
  /** Messages with at least one medium. */
  readonly media: number;
  /** Distinct senders of messages. */
  readonly members: number;
  /** ISO 8601 instant of the earliest message or event, whatever its place in the file; null without any. */
  readonly first: string | null;
  /** ISO 8601 instant of the latest. */
  readonly last: string | null;
  readonly dateOrder: DateOrder | null;
  readonly dateOrderSure: number;
  readonly quarantined: readonly { readonly line: number; readonly reason: QuarantineReason }[];
}

/** Reads an opened export once, of whichever channel, and counts; memory grows with the members alone. */
export async function inspectExport(opened: OpenExport, fileName: string): Promise<ExportSummary> {
  const count = new Count();
  for await (const batch of opened.entries()) for (const entry of batch) count.add(entry);
  const { format, variant, dateOrder, dateOrderSure } = opened.header;
  return {
    file: fileName,
    format,
    variant,
    messages: count.messages,
    system: count.system,
    media: count.media,
    members: count.senders.size,
    first: isoOf(count.first),
    last: isoOf(count.last),
    dateOrder,
    dateOrderSure,
    quarantined: count.quarantined,
  };
}

class Count {
  messages = 0;
  system = 0;
  media = 0;
  first = Infinity;
  last = -Infinity;
  readonly senders = new Set<string>();
  readonly quarantined: { line: number; reason: QuarantineReason }[] = [];

  add(entry: ExportEntry): void {
    switch (entry.kind) {
      case 'message':
        this.messages += 1;
        if (entry.message.media.length > 0) this.media += 1;
        this.senders.add(entry.message.sender.handle);
        this.seeTime(entry.message.sentAt);
        break;
      case 'system':
        this.system += 1;
        this.seeTime(entry.at);
        break;
      case 'quarantined':
        this.quarantined.push({ line: entry.line, reason: entry.reason });
        break;
    }
  }

  private seeTime(at: Date): void {
    this.first = Math.min(this.first, at.getTime());
    this.last = Math.max(this.last, at.getTime());
  }
}

function isoOf(instant: number): string | null {
  return Number.isFinite(instant) ? new Date(instant).toISOString() : null;
}
