import type { VNode } from 'preact';
import { EmptyState } from '../layout/empty-state.js';
import { Layout } from '../layout/layout.js';
import type { Visit } from '../visit/visit.js';
import { DoneNote } from './decide/done-note.js';
import { FlagCard } from './flag-card.js';
import { FilterChips, OutcomeTabs, flagsUrl, isOpen } from './flag-filters.js';
import type { Queue } from './read-queue.js';

export interface FlagsPageProps extends Queue {
  readonly visit: Visit;
}

export function FlagsPage(props: FlagsPageProps): VNode {
  const { visit, flags, next, filter } = props;
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('flags.title')} place="flags" aside={<Standing {...props} />}>
      <DoneNote visit={visit} />
      <p class="sub row">
        <a href="/flags/appeals">{reader.say('appeals.title')}</a>
        <a class="btn news" href={flagsUrl(filter)} hidden data-stream="/flags/stream">
          {reader.say('flags.news')}
        </a>
      </p>
      <OutcomeTabs {...props} />
      <FilterChips {...props} />
      <About {...props} />
      {flags.length === 0 ? (
        <Nothing {...props} />
      ) : (
        <ul class="list flags" aria-label={reader.say('flags.list')}>
          {flags.map((shown) => (
            <FlagCard visit={visit} shown={shown} filter={filter} key={shown.flag.id} />
          ))}
        </ul>
      )}
      {next !== null && (
        <p class="row">
          <a class="btn" href={flagsUrl(filter, next)}>
            {reader.say('flags.more')}
          </a>
        </p>
      )}
    </Layout>
  );
}

/** What kind of queue this is, where its name alone does not say it. */
function About({ visit: { reader }, filter }: FlagsPageProps): VNode | null {
  if (!isOpen(filter)) return <p class="note">{reader.say('flags.about.withdrawn')}</p>;
  if (filter.outcome === 'judged') return null;
  return <p class="note">{reader.say(`flags.about.${filter.outcome}`)}</p>;
}

/** How much there is, for how long, and whose it is. */
function Standing({ visit, counts, load, filter }: FlagsPageProps): VNode {
  const { reader, now } = visit;
  const waiting = counts.reduce((sum, { open }) => sum + open, 0);
  return (
    <>
      {reader.say('flags.waiting', { count: waiting })}
      {load.oldest && ` · ${reader.say('flags.load.oldest', { when: reader.ago(load.oldest, now) })}`}
      {load.overdue > 0 && (
        <>
          {' · '}
          <a href={flagsUrl({ ...filter, waiting: 'overdue' })}>
            {reader.say('flags.load.overdue', { count: load.overdue })}
          </a>
        </>
      )}
      {load.claimed > 0 && ` · ${reader.say('flags.load.claimed', { count: load.claimed })}`}
    </>
  );
}

function Nothing({ visit: { reader }, filter, groups }: FlagsPageProps): VNode {
  const { level, harm, groupId, programmeId, language, waiting } = filter;
  const filtered = Boolean(level ?? harm ?? groupId ?? programmeId ?? language ?? waiting);
  if (filtered) {
    return (
      <EmptyState title={reader.say('flags.emptyFiltered')} body={reader.say('flags.emptyFilteredBody')}>
        <a class="btn" href={flagsUrl({ state: filter.state, outcome: filter.outcome })}>
          {reader.say('flags.showAll')}
        </a>
      </EmptyState>
    );
  }
  if (groups.length === 0) {
    return (
      <EmptyState title={reader.say('flags.noGroups')} body={reader.say('flags.noGroupsBody')}>
        <a class="btn" href="/groups">
          {reader.say('layout.place.groups')}
        </a>
      </EmptyState>
    );
  }
  if (!isOpen(filter))
    return (
      <EmptyState title={reader.say('flags.noneWithdrawn')} body={reader.say('flags.noneWithdrawnBody')} />
    );
  return <EmptyState title={reader.say('flags.empty')} body={reader.say('flags.emptyBody')} />;
}
