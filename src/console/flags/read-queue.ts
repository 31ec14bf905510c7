import { Injectable } from '@nestjs/common';
import { HARMS } from '../../kernel/harm.js';
import { asId, isUuid } from '../../kernel/ids.js';
import type { FlagId, GroupId } from '../../kernel/ids.js';
import { LEVELS } from '../../kernel/level.js';
import { ListGroups } from '../../people/index.js';
import { CountFlags, ListFlags, OUTCOMES, ReadDecisions, ReadFlag } from '../../review/index.js';
import type { DecisionView, FlagCount, FlagFilter } from '../../review/index.js';
import type { Assessment } from '../../kernel/assessment.js';
import { FormReading } from '../visit/read-form.js';
import type { PostedForm } from '../visit/read-form.js';
import type { SignedVisit } from '../visit/visit.js';
import { Explainer, showFlag } from './flag-model.js';
import type { ShownFlag } from './flag-model.js';

export type QueueFilter = FlagFilter & { readonly outcome: Assessment['outcome'] };

export interface Queue {
  readonly filter: QueueFilter;
  readonly flags: readonly ShownFlag[];
  readonly next: string | null;
  readonly counts: readonly FlagCount[];
  readonly groups: readonly { readonly id: GroupId; readonly name: string; readonly timezone: string }[];
}

/** A flag with everything that was said about it. */
export interface OneFlag {
  readonly shown: ShownFlag;
  readonly decisions: readonly DecisionView[];
}

/** A group without a zone cannot exist; one that was archived since still has flags, told in UTC. */
const NO_ZONE = 'UTC';

/** What the pages of flags need: the flags with their reasons in words, and the groups to tell their time. */
@Injectable()
export class ReadQueue {
  constructor(
    private readonly listFlags: ListFlags,
    private readonly readFlag: ReadFlag,
    private readonly readDecisions: ReadDecisions,
    private readonly countFlags: CountFlags,
    private readonly listGroups: ListGroups,
    private readonly explainer: Explainer,
  ) {}

  async page({ principal, reader }: SignedVisit, asked: PostedForm): Promise<Queue> {
    const { filter, after } = readFilter(asked);
    const groups = await this.listGroups.execute(principal);
    const counts = await this.countFlags.execute(principal, filter.groupId ?? null);
    const { flags, next } = await this.listFlags.execute(principal, filter, after);
    const zones = new Map(groups.map(({ id, timezone }) => [id, timezone]));
    const tell = { reader, explainer: this.explainer };
    const shown = flags.map((flag) => showFlag(flag, zones.get(flag.group.id) ?? NO_ZONE, tell));
    return { filter, flags: shown, next, counts, groups };
  }

  async one({ principal, reader }: SignedVisit, id: FlagId): Promise<OneFlag> {
    const flag = await this.readFlag.execute(principal, id);
    const decisions = await this.readDecisions.execute(principal, id);
    const groups = await this.listGroups.execute(principal);
    const zone = groups.find((group) => group.id === flag.group.id)?.timezone ?? NO_ZONE;
    return { shown: showFlag(flag, zone, { reader, explainer: this.explainer }), decisions };
  }
}

/** Filters come from an address that people may have edited: what is not known is not a filter. */
export function readFilter(asked: PostedForm): { filter: QueueFilter; after: string | null } {
  const form = new FormReading(asked);
  const level = form.choice('level', LEVELS);
  const harm = form.choice('harm', HARMS);
  const group = form.text('group');
  const filter: QueueFilter = {
    state: 'open',
    outcome: form.choice('outcome', OUTCOMES) ?? 'judged',
    ...(level && { level }),
    ...(harm && { harm }),
    ...(isUuid(group) && { groupId: asId<'group'>(group) }),
  };
  return { filter, after: form.text('after') || null };
}

/** The queue a person came from, as the page they left carries it. */
export function queueFilter(posted: PostedForm): QueueFilter {
  const query = new URLSearchParams(new FormReading(posted).text('queue'));
  return readFilter(Object.fromEntries(query)).filter;
}
