import type { VNode } from 'preact';
import { HARMS } from '../../../kernel/harm.js';
import { DISMISSALS } from '../../../incidents/index.js';
import type { Visit } from '../../visit/visit.js';
import { ActForm, AskChoice, AskNote, FoldedAct } from './act-form.js';
import { Deadline } from '../parts/deadline.js';
import type { MoveProps } from './move-props.js';
import { nameOf } from '../people.js';
import { Accept, Confirmed, Contained, Ended, Resolved } from './later-moves.js';
import { Second } from './second-person.js';

/** What the incident waits for, and one main thing to do about it. */
export function NextMove(props: MoveProps): VNode {
  const { reader } = props.visit;
  const { askedAct } = props.view.incident;
  return (
    <article class="card" aria-label={reader.say('incidents.now')}>
      <h2>{reader.say('incidents.now')}</h2>
      {askedAct === null ? <ByState {...props} /> : <Second {...props} act={askedAct} />}
    </article>
  );
}

function ByState(props: MoveProps): VNode {
  switch (props.view.incident.state) {
    case 'new':
      return <Unanswered {...props} />;
    case 'triage':
      return <Triage {...props} />;
    case 'confirmed':
      return <Confirmed {...props} />;
    case 'contained':
      return <Contained {...props} />;
    case 'resolved':
      return <Resolved {...props} />;
    case 'closed':
    case 'dismissed':
    case 'merged':
      return <Ended {...props} />;
  }
}

function Unanswered({ visit, view }: MoveProps): VNode {
  const { reader } = visit;
  return (
    <>
      <p>{reader.say('incidents.about.new')}</p>
      <ActForm
        visit={visit}
        id={view.incident.id}
        act="acknowledge"
        submit={reader.say('incidents.act.acknowledge')}
        look="main"
      />
    </>
  );
}

function Triage({ visit, view }: MoveProps): VNode {
  const { reader, principal } = visit;
  const { incident, people } = view;
  const { id, offeredTo, leaseUntil, triagedBy } = incident;
  const me = principal?.staffId;
  return (
    <>
      <p>
        {triagedBy === me
          ? reader.say('incidents.about.triageYours')
          : reader.say('incidents.about.triage', { name: nameOf(visit, people, triagedBy) })}{' '}
        {leaseUntil !== null && <Deadline visit={visit} at={leaseUntil} zone={view.timezone} />}
      </p>
      {offeredTo === me ? <Accept visit={visit} id={id} /> : <Command visit={visit} view={view} />}
      <Dismiss visit={visit} id={id} />
    </>
  );
}

/** Somebody commands before it is confirmed: the reader takes it, goes on, or waits for whoever has it. */
function Command({ visit, view }: MoveProps): VNode {
  const { reader, principal } = visit;
  const { id, commander } = view.incident;
  const me = principal?.staffId;
  if (commander === me) return <Confirm visit={visit} view={view} />;
  if (commander !== null)
    return (
      <p class="note">{reader.say('incidents.waitsFor', { name: nameOf(visit, view.people, commander) })}</p>
    );
  return (
    <ActForm
      visit={visit}
      id={id}
      act="offer_command"
      submit={reader.say('incidents.act.takeCommand')}
      look="main"
      given={{ person: me ?? '' }}
    />
  );
}

function Dismiss({ visit, id }: { visit: Visit; id: string }): VNode {
  const { reader } = visit;
  return (
    <FoldedAct
      visit={visit}
      id={id}
      act="dismiss"
      title={reader.say('incidents.act.dismiss')}
      submit={reader.say('incidents.act.dismiss')}
      look="warn"
    >
      <AskChoice
        visit={visit}
        name="reason"
        label={visit.reader.say('incidents.reason')}
        options={DISMISSALS.map((value) => ({ value, label: reader.say(`incidents.dismissal.${value}`) }))}
      />
      <AskNote name="note" label={visit.reader.say('incidents.note')} />
    </FoldedAct>
  );
}

function Confirm({ visit, view }: MoveProps): VNode {
  const { reader } = visit;
  const { id, harm } = view.incident;
  return (
    <>
      <p>{reader.say('incidents.about.confirm')}</p>
      <ActForm visit={visit} id={id} act="confirm" submit={reader.say('incidents.act.confirm')} look="main">
        <AskChoice
          visit={visit}
          name="harm"
          label={visit.reader.say('incidents.harm')}
          value={harm}
          options={HARMS.map((value) => ({ value, label: reader.say(`harm.${value}`) }))}
        />
        <AskNote name="note" label={visit.reader.say('incidents.note')} />
      </ActForm>
    </>
  );
}
