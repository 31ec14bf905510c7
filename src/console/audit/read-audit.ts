import { Injectable } from '@nestjs/common';
import { HandOverLog, ReadLog } from '../../audit/index.js';
import type { EntryFilter, EntryPage, LogHead, Verdict } from '../../audit/index.js';
import type { FormFaults, PostedForm } from '../visit/read-form.js';
import { FormReading } from '../visit/read-form.js';
import type { SignedVisit } from '../visit/visit.js';

/** What was asked of the log, as the form shows it again. */
export interface AuditQuestion {
  readonly filter: EntryFilter;
  readonly after: string | null;
  readonly faults: FormFaults;
}

export interface AuditModel extends EntryPage {
  readonly question: AuditQuestion;
  readonly head: LogHead;
}

/** Longest id or name that an entry can hold. */
const LONGEST = 200;

/** What the page of the log needs. */
@Injectable()
export class ReadAudit {
  constructor(
    private readonly log: ReadLog,
    private readonly handOver: HandOverLog,
  ) {}

  async page({ principal }: SignedVisit, asked: PostedForm): Promise<AuditModel> {
    const question = readQuestion(asked);
    const found = await this.log.page(principal, question.filter, question.after);
    return { ...found, question, head: await this.log.head(principal) };
  }

  verify({ principal }: SignedVisit): Promise<Verdict> {
    return this.handOver.verify(principal);
  }
}

/** Days are days in UTC: the log belongs to the whole organisation, whose people live in several zones. */
function readQuestion(asked: PostedForm): AuditQuestion {
  const form = new FormReading(asked);
  const [act, actorId] = [form.optional('act', LONGEST), form.optional('actor', LONGEST)];
  const [objectKind, objectId] = [form.optional('kind', LONGEST), form.optional('object', LONGEST)];
  const from = form.day('from', { zone: 'UTC', edge: 'start' });
  const to = form.day('to', { zone: 'UTC', edge: 'end' });
  const filter: EntryFilter = {
    ...(act !== '' && { act }),
    ...(actorId !== '' && { actorId }),
    ...(objectKind !== '' && { objectKind }),
    ...(objectId !== '' && { objectId }),
    ...(from && { from }),
    ...(to && { to }),
  };
  return { filter, after: form.text('after') || null, faults: form.faults };
}
