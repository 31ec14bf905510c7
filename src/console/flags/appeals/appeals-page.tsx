import type { VNode } from 'preact';
import { NOTE_LIMIT } from '../../../review/index.js';
import type { AppealView } from '../../../review/index.js';
import { EmptyState } from '../../layout/empty-state.js';
import { HiddenFields } from '../../layout/form.js';
import { Layout } from '../../layout/layout.js';
import { Moment } from '../../layout/moment.js';
import type { Fault } from '../../visit/read-form.js';
import type { Visit } from '../../visit/visit.js';
import { nameOf } from '../decide/decision-list.js';

export interface AppealsPageProps {
  readonly visit: Visit;
  readonly appeals: readonly AppealView[];
  /** Why the last act changed nothing. */
  readonly refused?: Fault | null;
}

/** Times of appeals concern staff, not a group: they are told in the zone everybody can convert. */
const ZONE = 'UTC';

/** What members say against decisions, and the second pair of eyes that looks at each. */
export function AppealsPage({ visit, appeals, refused = null }: AppealsPageProps): VNode {
  const { reader } = visit;
  return (
    <Layout
      visit={visit}
      title={reader.say('appeals.title')}
      place="flags"
      aside={reader.say('flags.waiting', { count: appeals.length })}
    >
      <p class="back">
        <a href="/flags">{reader.say('flags.back')}</a>
      </p>
      {refused && (
        <p class="alert" role="alert">
          {reader.say(refused.word, refused.fillings)}
        </p>
      )}
      {appeals.length === 0 ? (
        <EmptyState title={reader.say('appeals.empty')} body={reader.say('appeals.emptyBody')} />
      ) : (
        <ul class="list">
          {appeals.map((appeal) => (
            <Appeal visit={visit} appeal={appeal} key={appeal.id} />
          ))}
        </ul>
      )}
    </Layout>
  );
}

function Appeal({ visit, appeal }: { visit: Visit; appeal: AppealView }): VNode {
  const { reader } = visit;
  return (
    <li>
      <div class="t">
        <span>
          <a href={`/flags/${appeal.flagId}`}>
            <bdi class="id">{appeal.pseudonym}</bdi>
          </a>{' '}
          · {reader.say('appeals.against', { name: nameOf(reader, appeal.decidedBy) })}
        </span>
        <Moment visit={visit} at={appeal.recordedAt} zone={ZONE} />
      </div>
      <p class="said" dir="auto">
        {appeal.words ?? reader.say('flags.erased')}
      </p>
      <Turn visit={visit} appeal={appeal} />
    </li>
  );
}

/** Whose turn it is. Whoever decided is told that it is somebody else's. */
function Turn({ visit, appeal }: { visit: Visit; appeal: AppealView }): VNode {
  const { reader } = visit;
  const { id, decidedBy, takenBy } = appeal;
  if (decidedBy.you) return <p class="sub">{reader.say('appeals.ownDecision')}</p>;
  if (takenBy === null)
    return (
      <form method="post" action={`/flags/appeals/${id}/take`}>
        <HiddenFields visit={visit} />
        <button class="main">{reader.say('appeals.take')}</button>
      </form>
    );
  if (!takenBy.you)
    return <p class="sub">{reader.say('appeals.takenBy', { name: nameOf(reader, takenBy) })}</p>;
  return (
    <form method="post" action={`/flags/appeals/${id}/answer`} class="form">
      <HiddenFields visit={visit} />
      <div class="field">
        <label for={`answer-${id}`}>{reader.say('appeals.answer')}</label>
        <textarea id={`answer-${id}`} name="answer" rows={2} maxLength={NOTE_LIMIT} dir="auto" />
      </div>
      <div class="do">
        <button name="outcome" value="upheld">
          {reader.say('appeals.upheld')}
        </button>
        <button name="outcome" value="overturned" class="warn">
          {reader.say('appeals.overturned')}
        </button>
      </div>
    </form>
  );
}
