import type { ComponentChildren, VNode } from 'preact';
import { HARMS } from '../../kernel/harm.js';
import type { GroupId } from '../../kernel/ids.js';
import { OUTCOMES } from '../../review/index.js';
import type { FlagCount, FlagFilter } from '../../review/index.js';
import type { Visit } from '../visit/visit.js';
import type { Reader } from '../words/reader.js';

/** Levels that reach the queue of judged flags, worst first. */
const QUEUED_LEVELS = ['critical', 'high', 'medium'] as const;
/** The review room stops counting here. */
const COUNT_CAP = 1_000;

export interface FilterProps {
  readonly visit: Visit;
  readonly filter: FlagFilter;
  readonly counts: readonly FlagCount[];
  readonly groups: readonly { readonly id: GroupId; readonly name: string }[];
}

/** `not sure` and `language not supported` are queues of their own, never mixed with what was judged. */
export function OutcomeTabs({ visit: { reader }, filter, counts }: FilterProps): VNode {
  return (
    <nav class="tabs" aria-label={reader.say('flags.queues')}>
      {OUTCOMES.map((outcome) => (
        <a
          key={outcome}
          href={flagsUrl({ ...withoutLevel(filter), outcome })}
          aria-current={filter.outcome === outcome ? 'page' : undefined}
        >
          {reader.say(`flags.queue.${outcome}`)} <Count reader={reader} value={total(counts, { outcome })} />
        </a>
      ))}
    </nav>
  );
}

export function FilterChips(props: FilterProps): VNode {
  const { visit, filter, counts, groups } = props;
  const { reader } = visit;
  const group = groups.find(({ id }) => id === filter.groupId);
  return (
    <div class="row filters">
      {filter.outcome === 'judged' && (
        <>
          <Chip href={flagsUrl(withoutLevel(filter))} chosen={filter.level === undefined}>
            {reader.say('flags.allLevels')}
          </Chip>
          {QUEUED_LEVELS.map((level) => (
            <Chip key={level} href={flagsUrl({ ...filter, level })} chosen={filter.level === level}>
              {reader.say(`level.${level}`)}{' '}
              <Count reader={reader} value={total(counts, { outcome: 'judged', level })} />
            </Chip>
          ))}
        </>
      )}
      <ChipMenu
        title={filter.harm ? reader.say(`harm.${filter.harm}`) : reader.say('flags.anyHarm')}
        chosen={filter.harm !== undefined}
      >
        <Chip href={flagsUrl(without(filter, 'harm'))} chosen={filter.harm === undefined}>
          {reader.say('flags.anyHarm')}
        </Chip>
        {HARMS.map((harm) => (
          <Chip key={harm} href={flagsUrl({ ...filter, harm })} chosen={filter.harm === harm}>
            {reader.say(`harm.${harm}`)}
          </Chip>
        ))}
      </ChipMenu>
      {groups.length > 1 && (
        <ChipMenu title={group?.name ?? reader.say('flags.anyGroup')} chosen={group !== undefined}>
          <Chip href={flagsUrl(without(filter, 'groupId'))} chosen={group === undefined}>
            {reader.say('flags.anyGroup')}
          </Chip>
          {groups.map(({ id, name }) => (
            <Chip key={id} href={flagsUrl({ ...filter, groupId: id })} chosen={filter.groupId === id}>
              <bdi>{name}</bdi>
            </Chip>
          ))}
        </ChipMenu>
      )}
    </div>
  );
}

function Chip(props: { href: string; chosen: boolean; children: ComponentChildren }): VNode {
  return (
    <a class="chip" href={props.href} aria-current={props.chosen ? 'true' : undefined}>
      {props.children}
    </a>
  );
}

/** Long lists fold away behind one chip; a browser without scripts opens them too. */
function ChipMenu(props: { title: string; chosen: boolean; children: ComponentChildren }): VNode {
  return (
    <details class="menu">
      <summary class={props.chosen ? 'chip chosen' : 'chip'}>
        <bdi>{props.title}</bdi> <span aria-hidden="true">▾</span>
      </summary>
      <div class="row panel">{props.children}</div>
    </details>
  );
}

function Count({ reader, value }: { reader: Reader; value: number }): VNode {
  const shown = value >= COUNT_CAP ? `${reader.number(COUNT_CAP - 1)}+` : reader.number(value);
  return <span class="n">{shown}</span>;
}

function total(counts: readonly FlagCount[], wanted: Partial<FlagCount>): number {
  return counts
    .filter(({ outcome, level }) => outcome === wanted.outcome && (wanted.level ?? level) === level)
    .reduce((sum, { open }) => sum + open, 0);
}

/** The address of a filtered queue; what a person sends a colleague. */
export function flagsUrl(filter: FlagFilter, after?: string): string {
  const query = flagsQuery(filter);
  if (after) query.set('after', after);
  return query.size > 0 ? `/flags?${query.toString()}` : '/flags';
}

/** A flag opened from a filtered queue remembers it, so that the next one comes from there too. */
export function flagUrl(id: string, filter: FlagFilter): string {
  const query = flagsQuery(filter);
  return query.size > 0 ? `/flags/${id}?${query.toString()}` : `/flags/${id}`;
}

export function flagsQuery(filter: FlagFilter): URLSearchParams {
  const query = new URLSearchParams();
  if (filter.outcome && filter.outcome !== 'judged') query.set('outcome', filter.outcome);
  if (filter.level) query.set('level', filter.level);
  if (filter.harm) query.set('harm', filter.harm);
  if (filter.groupId) query.set('group', filter.groupId);
  return query;
}

function without(filter: FlagFilter, name: keyof FlagFilter): FlagFilter {
  return Object.fromEntries(Object.entries(filter).filter(([key]) => key !== name));
}

function withoutLevel(filter: FlagFilter): FlagFilter {
  return without(filter, 'level');
}
