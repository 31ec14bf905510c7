import type { VNode } from 'preact';
import { EmptyState } from '../layout/empty-state.js';
import { HiddenFields } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import { Moment } from '../layout/moment.js';
import type { Visit } from '../visit/visit.js';
import type { DeadLetter } from '../../intake/index.js';

/** A delivery nobody walks any more, as admins see it: never what it says. */
export interface ShownLetter {
  readonly letter: DeadLetter;
  /** Null when the group is out of this person's sight. */
  readonly group: string | null;
}

export interface DeadLettersPageProps {
  readonly visit: Visit;
  readonly letters: readonly ShownLetter[];
}

/** An admin looks after several groups at once; their common zone is UTC. */
const ZONE = 'UTC';

export function DeadLettersPage({ visit, letters }: DeadLettersPageProps): VNode {
  const { reader } = visit;
  return (
    <Layout
      visit={visit}
      title={reader.say('dead.title')}
      place="settings"
      aside={reader.say('dead.count', { count: letters.length })}
    >
      {letters.length === 0 ? (
        <EmptyState title={reader.say('dead.empty')} body={reader.say('dead.emptyBody')} />
      ) : (
        <>
          <p class="note">{reader.say('dead.about')}</p>
          <ul class="list" aria-label={reader.say('dead.title')}>
            {letters.map((shown) => (
              <Letter visit={visit} shown={shown} key={shown.letter.id} />
            ))}
          </ul>
        </>
      )}
    </Layout>
  );
}

function Letter({ visit, shown }: { visit: Visit; shown: ShownLetter }): VNode {
  const { reader } = visit;
  const { letter, group } = shown;
  return (
    <li>
      <div class="t">
        <b>
          <bdi>{group ?? letter.groupId}</bdi>
        </b>
        <Moment visit={visit} at={letter.receivedAt} zone={ZONE} />
      </div>
      <span class="sub">
        {reader.say('dead.messages', { count: letter.messages })} ·{' '}
        {reader.say('dead.attempts', { count: letter.attempts })}
      </span>
      <bdi class="id">{letter.code}</bdi>
      <form method="post" action={`/settings/waiting/${letter.id}/replay`}>
        <HiddenFields visit={visit} />
        <button>{reader.say('dead.replay')}</button>
      </form>
    </li>
  );
}
