import { Injectable } from '@nestjs/common';
import type { Assessment } from '../../kernel/assessment.js';
import { HARMS } from '../../kernel/harm.js';
import { asId, isUuid } from '../../kernel/ids.js';
import type { GroupId, ProgrammeId } from '../../kernel/ids.js';
import { LEVELS } from '../../kernel/level.js';
import { ListGroups } from '../../people/index.js';
import type { Group } from '../../people/index.js';
import { CountFlags, ListFlags, OUTCOMES, ReadLoad, WAITS } from '../../review/index.js';
import type { FlagCount, FlagFilter, Load } from '../../review/index.js';
import { FormReading } from '../visit/read-form.js';
import type { PostedForm } from '../visit/read-form.js';
import type { SignedVisit } from '../visit/visit.js';
import { Explainer, showFlag } from './flag-model.js';
import type { ShownFlag } from './flag-model.js';

/** States of flags with a page of their own: what waits for people, and what the service withdrew. */
const SHOWN = ['open', 'withdrawn'] as const;

export type QueueFilter = FlagFilter & { readonly outcome: Assessment['outcome'] };

export interface Queue {
  readonly filter: QueueFilter;
  readonly flags: readonly ShownFlag[];
  readonly next: string | null;
  readonly counts: readonly FlagCount[];
  readonly load: Load;
  readonly groups: readonly { readonly id: GroupId; readonly name: string }[];
  readonly programmes: readonly { readonly id: ProgrammeId; readonly name: string }[];
  /** ISO 639-3: what the groups in reach speak, and what was told on this page. */
  readonly languages: readonly string[];
}

/** What the page of a queue needs: the flags with their reasons in words, how the queue stands, and what narrows it. */
@Injectable()
export class ReadQueue {
  constructor(
    private readonly listFlags: ListFlags,
    private readonly countFlags: CountFlags,
    private readonly readLoad: ReadLoad,
    private readonly listGroups: ListGroups,
    private readonly explainer: Explainer,
  ) {}

  async page({ principal, reader }: SignedVisit, asked: PostedForm): Promise<Queue> {
    const { filter, after } = readFilter(asked);
    const place = { groupId: filter.groupId, programmeId: filter.programmeId };
    const groups = await this.listGroups.execute(principal);
    const counts = await this.countFlags.execute(principal, place);
    const load = await this.readLoad.execute(principal, place);
    const { flags, next } = await this.listFlags.execute(principal, filter, after);
    const shown = flags.map((flag) => showFlag(flag, { reader, explainer: this.explainer }));
    const told = flags.map(({ language }) => language.language);
    const spoken = [...groups.flatMap(({ languages }) => languages), ...told];
    const programmes = programmesOf(groups);
    return { filter, flags: shown, next, counts, load, groups, programmes, languages: [...new Set(spoken)] };
  }
}

function programmesOf(groups: readonly Group[]): Queue['programmes'] {
  return [...new Map(groups.map(({ programmeId: id, programme: name }) => [id, { id, name }])).values()];
}

/** Filters come from an address that people may have edited: what is not known is not a filter. */
export function readFilter(asked: PostedForm): { filter: QueueFilter; after: string | null } {
  const form = new FormReading(asked);
  const level = form.choice('level', LEVELS);
  const harm = form.choice('harm', HARMS);
  const waiting = form.choice('waiting', WAITS);
  const [group, programme, language] = [form.text('group'), form.text('programme'), form.text('language')];
  const filter: QueueFilter = {
    state: form.choice('state', SHOWN) ?? 'open',
    outcome: form.choice('outcome', OUTCOMES) ?? 'judged',
    ...(level && { level }),
    ...(harm && { harm }),
    ...(waiting && { waiting }),
    ...(/^[a-z]{3}$/.test(language) && { language }),
    ...(isUuid(programme) && { programmeId: asId<'programme'>(programme) }),
    ...(isUuid(group) && { groupId: asId<'group'>(group) }),
  };
  return { filter, after: form.text('after') || null };
}

/** The queue a person came from, as the page they left carries it. */
export function queueFilter(posted: PostedForm): QueueFilter {
  const query = new URLSearchParams(new FormReading(posted).text('queue'));
  return readFilter(Object.fromEntries(query)).filter;
}
