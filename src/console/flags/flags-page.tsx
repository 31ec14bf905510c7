import type { VNode } from 'preact';
import type { Assessment } from '../../kernel/assessment.js';
import type { FlagFilter } from '../../review/index.js';
import { EmptyState } from '../layout/empty-state.js';
import { Layout } from '../layout/layout.js';
import { DoneNote } from './decide/done-note.js';
import { FlagCard } from './flag-card.js';
import { FilterChips, OutcomeTabs, flagsUrl } from './flag-filters.js';
import type { FilterProps } from './flag-filters.js';
import type { ShownFlag } from './flag-model.js';

export interface FlagsPageProps extends FilterProps {
  readonly flags: readonly ShownFlag[];
  readonly next: string | null;
  readonly filter: FlagFilter & { readonly outcome: Assessment['outcome'] };
}

export function FlagsPage(props: FlagsPageProps): VNode {
  const { visit, flags, next, filter } = props;
  const { reader } = visit;
  const waiting = props.counts.reduce((sum, { open }) => sum + open, 0);
  return (
    <Layout
      visit={visit}
      title={reader.say('flags.title')}
      place="flags"
      aside={reader.say('flags.waiting', { count: waiting })}
    >
      <DoneNote visit={visit} />
      <OutcomeTabs {...props} />
      <FilterChips {...props} />
      {filter.outcome !== 'judged' && <p class="note">{reader.say(`flags.about.${filter.outcome}`)}</p>}
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

function Nothing({ visit: { reader }, filter, groups }: FlagsPageProps): VNode {
  const filtered = Boolean(filter.level ?? filter.harm ?? filter.groupId);
  if (filtered) {
    return (
      <EmptyState title={reader.say('flags.emptyFiltered')} body={reader.say('flags.emptyFilteredBody')}>
        <a class="btn" href={flagsUrl({ outcome: filter.outcome })}>
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
  return <EmptyState title={reader.say('flags.empty')} body={reader.say('flags.emptyBody')} />;
}
