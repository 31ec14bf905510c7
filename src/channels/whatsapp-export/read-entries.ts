import type { InboundMessage, Media } from '../../kernel/message.js';
import type { ExportEntry, QuarantineReason } from '../channel.js';
import type { BodyContext } from './content/read-body.js';
import { readBody } from './content/read-body.js';
import { SenderBook } from './content/read-sender.js';
import type { LocalTime } from './stamps/local-time.js';
import type { Layout } from './stamps/lay-out.js';
import type { Reading } from './stamps/read-stamp.js';
import { StampReader } from './stamps/read-stamp.js';
import type { Family } from './stamps/scan-stamp.js';
import { StampScanner } from './stamps/scan-stamp.js';
import type { Survey } from './survey-export.js';
import { Ordinals } from './count-repeats.js';
import type { Line } from './text/read-lines.js';
import { LONGEST_LINE } from './text/read-lines.js';

/** One await per this many entries. */
const BATCH = 1_000;

/** Other shapes of the same family may be a little older than the entry before: messages overtake each other. */
const OVERTAKES = 10 * 60_000;

/** A pasted appointment is dated ahead; no group is silent for longer than this and then changes its clock. */
const LONGEST_SILENCE = 400 * 86_400_000;

interface Pending {
  readonly line: number;
  readonly family: Family;
  /** Null for text before the first timestamp. */
  readonly reading: Reading | null;
  body: string;
  fault: QuarantineReason | null;
}

/** Second pass: puts lines together to entries. Holds one entry and the batch being filled. */
export class EntryReader {
  private readonly scan = new StampScanner();
  private readonly stamps: StampReader;
  private readonly senders = new SenderBook();
  private readonly ordinals = new Ordinals();
  private pending: Pending | null = null;
  private batch: ExportEntry[] = [];
  private last: Line | null = null;

  constructor(
    private readonly survey: Survey,
    private readonly zone: LocalTime,
    private readonly media: ReadonlyMap<string, Media>,
  ) {
    this.stamps = new StampReader(survey.rules);
  }

  /** Full batches that the line completed; usually none. */
  read(line: Line): readonly ExportEntry[] | null {
    this.last = line;
    const layout = this.scan.scan(line.text) ? this.survey.accepted.layoutOf(this.scan.shape) : undefined;
    if (layout && this.begin(line, layout)) return this.fullBatch();
    if (this.isCutStamp(line)) this.cutOff(line);
    else this.append(line);
    return this.fullBatch();
  }

  /** The entries left when the file ends. */
  end(): readonly ExportEntry[] {
    if (this.pending && this.last?.ended === false && this.last.number === this.pending.line) {
      this.judgeCutBody(this.pending);
    }
    this.flush();
    return this.batch;
  }

  private begin(line: Line, layout: Layout): boolean {
    const verdict = this.survey.accepted.verdict(this.scan.shape, line.number);
    if (verdict === 'no') return false;
    const reading = this.stamps.read(this.scan, layout);
    if (verdict === 'fits' && !this.fits(reading)) return false;
    this.flush();
    this.stamps.follow(reading);
    const body = line.text.slice(this.scan.bodyAt);
    this.pending = { line: line.number, family: layout.family, reading, body, fault: line.fault };
    return true;
  }

  private fits(reading: Reading): boolean {
    const before = this.stamps.last;
    if (typeof reading !== 'number') return false;
    return before === null || (reading >= before - OVERTAKES && reading <= before + LONGEST_SILENCE);
  }

  private append(line: Line): void {
    if (!this.pending) {
      if (line.text.trim() === '' && line.fault === null) return;
      this.pending = { line: line.number, family: 'android', reading: null, body: '', fault: 'half-line' };
    }
    const { pending } = this;
    pending.fault ??= line.fault;
    if (pending.fault !== null) {
      // Nothing of it will be read, so nothing of it is kept.
      pending.body = '';
      return;
    }
    const text = line.text.codePointAt(0) === 0xfeff ? line.text.slice(1) : line.text;
    pending.body += `\n${text}`;
    if (pending.body.length > LONGEST_LINE) {
      pending.fault = 'too-long';
      pending.body = '';
    }
  }

  /** The file ends in the middle of a timestamp. */
  private isCutStamp(line: Line): boolean {
    return !line.ended && this.scan.cutShort && this.survey.accepted.begins(this.scan);
  }

  private cutOff(line: Line): void {
    this.flush();
    this.pending = { line: line.number, family: 'android', reading: null, body: '', fault: 'half-line' };
  }

  /** The file ends behind a timestamp, in the middle of a name: no line of the app, but half of a member's. */
  private judgeCutBody(pending: Pending): void {
    if (pending.fault !== null || pending.body.includes(':')) return;
    if (this.survey.names.beginsName(pending.body.trim())) pending.fault = 'half-line';
  }

  private fullBatch(): readonly ExportEntry[] | null {
    if (this.batch.length < BATCH) return null;
    const { batch } = this;
    this.batch = [];
    return batch;
  }

  private flush(): void {
    const { pending } = this;
    if (!pending) return;
    this.pending = null;
    const { line, reading } = pending;
    if (pending.fault !== null) this.batch.push({ kind: 'quarantined', line, reason: pending.fault });
    else if (typeof reading === 'string') this.batch.push({ kind: 'quarantined', line, reason: reading });
    else this.batch.push(this.entryFrom(pending, this.zone.instantOf(reading ?? 0)));
  }

  private entryFrom(pending: Pending, instant: number): ExportEntry {
    const context: BodyContext = {
      family: pending.family,
      names: this.survey.names,
      media: this.media,
      placeholders: this.survey.placeholders,
      markIsSign: this.survey.markIsSign,
    };
    const body = readBody(pending.body, context);
    const at = new Date(instant);
    if (body.kind === 'system') return { kind: 'system', event: body.event, at, line: pending.line };
    const sender = this.senders.senderOf(body.name);
    const message: InboundMessage = {
      externalId: null,
      sender,
      sentAt: at,
      text: body.text,
      state: body.state,
      forwarded: 'unknown',
      media: body.media,
      ordinal: this.ordinals.next(instant, sender.handle, body.text),
      line: pending.line,
    };
    return { kind: 'message', message };
  }
}
