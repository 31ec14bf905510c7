import type { ComponentChildren, VNode } from 'preact';
import { HARMS } from '../../kernel/harm.js';
import { OUTCOMES, WAITS } from '../../review/index.js';
import type { FlagCount, FlagFilter } from '../../review/index.js';
import type { Queue } from './read-queue.js';
import type { Visit } from '../visit/visit.js';
import type { Reader } from '../words/reader.js';

/** Levels that reach the queue of judged flags, worst first. */
const QUEUED_LEVELS = ['critical', 'high', 'medium'] as const;
/** The review room stops counting here. */
const COUNT_CAP = 1_000;

export type FilterProps = Pick<Queue, 'filter' | 'counts' | 'groups' | 'programmes' | 'languages'> & {
  readonly visit: Visit;
};

/** `not sure` and `language not supported` are queues of their own, never mixed with what was judged; nor is what nobody waits for any more. */
export function OutcomeTabs({ visit: { reader }, filter, counts }: FilterProps): VNode {
  return (
    <nav class="tabs" aria-label={reader.say('flags.queues')}>
      {OUTCOMES.map((outcome) => (
        <a
          key={outcome}
          href={flagsUrl({ ...withoutLevel(filter), state: 'open', outcome })}
          aria-current={isOpen(filter) && filter.outcome === outcome ? 'page' : undefined}
        >
          {reader.say(`flags.queue.${outcome}`)} <Count reader={reader} value={total(counts, { outcome })} />
        </a>
      ))}
      <a
        href={flagsUrl({ ...withoutLevel(filter), state: 'withdrawn', outcome: 'judged' })}
        aria-current={isOpen(filter) ? undefined : 'page'}
      >
        {reader.say('flags.queue.withdrawn')}
      </a>
    </nav>
  );
}

export function FilterChips(props: FilterProps): VNode {
  const { visit, filter, groups, programmes, languages } = props;
  const { reader } = visit;
  return (
    <div class="row filters">
      <LevelChips {...props} />
      <Narrow
        filter={filter}
        by="harm"
        any={reader.say('flags.anyHarm')}
        options={HARMS.map((harm) => [harm, reader.say(`harm.${harm}`)])}
      />
      <Narrow
        filter={filter}
        by="waiting"
        any={reader.say('flags.anyAge')}
        options={WAITS.map((wait) => [wait, reader.say(`flags.wait.${wait}`)])}
      />
      {languages.length > 1 && (
        <Narrow
          filter={filter}
          by="language"
          any={reader.say('flags.anyLanguage')}
          options={languages.map((code) => [code, reader.languageName(code)])}
        />
      )}
      {programmes.length > 1 && (
        <Narrow
          filter={filter}
          by="programmeId"
          any={reader.say('flags.anyProgramme')}
          options={programmes.map(({ id, name }) => [id, name])}
        />
      )}
      {groups.length > 1 && (
        <Narrow
          filter={filter}
          by="groupId"
          any={reader.say('flags.anyGroup')}
          options={groups.map(({ id, name }) => [id, name])}
        />
      )}
    </div>
  );
}

/** Only judged messages have a level worth choosing by. */
function LevelChips({ visit: { reader }, filter, counts }: FilterProps): VNode | null {
  if (filter.outcome !== 'judged' || !isOpen(filter)) return null;
  return (
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
  );
}

interface NarrowProps {
  readonly filter: FlagFilter;
  readonly by: 'harm' | 'waiting' | 'language' | 'programmeId' | 'groupId';
  /** What it says when nothing is chosen. */
  readonly any: string;
  /** Value and how it reads. */
  readonly options: readonly (readonly [string, string])[];
}

/** Long lists fold away behind one chip; a browser without scripts opens them too. */
function Narrow({ filter, by, any, options }: NarrowProps): VNode {
  const chosen = options.find(([value]) => value === filter[by]);
  return (
    <details class="menu">
      <summary class={chosen ? 'chip chosen' : 'chip'}>
        <bdi>{chosen?.[1] ?? any}</bdi> <span aria-hidden="true">▾</span>
      </summary>
      <div class="row panel">
        <Chip href={flagsUrl(without(filter, by))} chosen={!chosen}>
          {any}
        </Chip>
        {options.map(([value, label]) => (
          <Chip key={value} href={flagsUrl({ ...filter, [by]: value })} chosen={value === filter[by]}>
            <bdi>{label}</bdi>
          </Chip>
        ))}
      </div>
    </details>
  );
}

function Chip(props: { href: string; chosen: boolean; children: ComponentChildren }): VNode {
  return (
    <a class="chip" href={props.href} aria-current={props.chosen ? 'true' : undefined}>
      {props.children}
    </a>
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
  if (!isOpen(filter)) query.set('state', 'withdrawn');
  if (filter.outcome && filter.outcome !== 'judged') query.set('outcome', filter.outcome);
  if (filter.level) query.set('level', filter.level);
  if (filter.harm) query.set('harm', filter.harm);
  if (filter.waiting) query.set('waiting', filter.waiting);
  if (filter.language) query.set('language', filter.language);
  if (filter.programmeId) query.set('programme', filter.programmeId);
  if (filter.groupId) query.set('group', filter.groupId);
  return query;
}

/** Whether people are waited for: the other flags of this page were withdrawn by the service itself. */
export function isOpen({ state }: FlagFilter): boolean {
  return state !== 'withdrawn';
}

function without(filter: FlagFilter, name: keyof FlagFilter): FlagFilter {
  return Object.fromEntries(Object.entries(filter).filter(([key]) => key !== name));
}

function withoutLevel(filter: FlagFilter): FlagFilter {
  return without(filter, 'level');
}
