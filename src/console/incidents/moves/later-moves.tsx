import type { VNode } from 'preact';
import { REOPENINGS, RESOLUTIONS } from '../../../incidents/index.js';
import type { Visit } from '../../visit/visit.js';
import { ActForm, AskChoice, AskNote, FoldedAct } from './act-form.js';
import type { MoveProps } from './move-props.js';
import { nameOf } from '../people.js';
import { wordsOf } from '../wording.js';

export function Accept({ visit, id }: { visit: Visit; id: string }): VNode {
  const { reader } = visit;
  return (
    <>
      <p>{reader.say('incidents.offered')}</p>
      <ActForm
        visit={visit}
        id={id}
        act="accept_command"
        submit={reader.say('incidents.act.acceptCommand')}
        look="main"
      />
    </>
  );
}

export function Confirmed(props: MoveProps): VNode {
  const { reader } = props.visit;
  return (
    <ForCommander {...props} about={reader.say('incidents.about.confirmed')}>
      <Held {...props} />
      {props.view.holding.length === 0 && (
        <ActForm
          visit={props.visit}
          id={props.view.incident.id}
          act="contain"
          submit={reader.say('incidents.act.contain')}
          look="main"
        >
          <AskNote name="note" label={reader.say('incidents.note')} />
        </ActForm>
      )}
    </ForCommander>
  );
}

export function Contained(props: MoveProps): VNode {
  const { visit, view } = props;
  const { reader } = visit;
  const { id, wishes } = view.incident;
  return (
    <ForCommander {...props} about={reader.say('incidents.about.contained')}>
      <Held {...props} />
      {wishes === null && <p class="note">{reader.say('incidents.wishesFirst')}</p>}
      {view.holding.length === 0 && wishes !== null && (
        <ActForm visit={visit} id={id} act="resolve" submit={reader.say('incidents.act.resolve')} look="main">
          <AskChoice
            visit={visit}
            name="reason"
            label={visit.reader.say('incidents.reason')}
            options={RESOLUTIONS.map((value) => ({
              value,
              label: reader.say(`incidents.resolution.${value}`),
            }))}
          />
          <AskNote name="note" label={visit.reader.say('incidents.note')} />
        </ActForm>
      )}
      <FoldedAct
        visit={visit}
        id={id}
        act="recur"
        title={reader.say('incidents.act.recur')}
        submit={reader.say('incidents.act.recur')}
      >
        <AskNote name="note" label={visit.reader.say('incidents.note')} />
      </FoldedAct>
    </ForCommander>
  );
}

function ForCommander({
  visit,
  view,
  about,
  children,
}: MoveProps & { about: string; children: VNode | (VNode | false | null)[] }): VNode {
  const { commander, offeredTo, id } = view.incident;
  const me = visit.principal?.staffId;
  if (offeredTo !== null && offeredTo === me) return <Accept visit={visit} id={id} />;
  if (commander === me)
    return (
      <>
        <p>{about}</p>
        {children}
      </>
    );
  const name = nameOf(visit, view.people, commander);
  return <p>{visit.reader.say('incidents.waitsFor', { name })}</p>;
}

/** What stands between the incident and its next move, by name. */
function Held({ visit, view }: MoveProps): VNode | null {
  const { reader } = visit;
  if (view.holding.length === 0) return null;
  const steps = view.checklist.filter(({ step }) => view.holding.includes(step.id));
  return (
    <div class="note">
      <b>{reader.say('incidents.heldBack', { count: view.holding.length })}</b>
      <ul>
        {steps.map(({ step }) => (
          <li key={step.id}>
            <a href={`#step-${step.id}`}>{wordsOf(step.title, reader)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function Resolved({ visit, view }: MoveProps): VNode {
  const { reader } = visit;
  const two = view.incident.worstSeverity <= 2;
  return (
    <>
      <p>{reader.say(two ? 'incidents.about.resolvedTwo' : 'incidents.about.resolved')}</p>
      <ActForm
        visit={visit}
        id={view.incident.id}
        act="close"
        submit={reader.say(two ? 'incidents.act.askClose' : 'incidents.act.close')}
        look="main"
      >
        <AskNote name="note" label={visit.reader.say('incidents.note')} />
      </ActForm>
    </>
  );
}

export function Ended({ visit, view }: MoveProps): VNode {
  const { reader } = visit;
  const { id, state } = view.incident;
  if (state === 'merged') {
    const { mergedInto } = view;
    if (mergedInto === null) return <p>{reader.say('incidents.about.merged')}</p>;
    return (
      <p>
        {reader.say('incidents.about.merged')}{' '}
        <a href={`/incidents/${mergedInto.id}`}>
          <bdi class="id">{mergedInto.reference}</bdi>
        </a>
      </p>
    );
  }
  return (
    <>
      <p>{reader.say(state === 'closed' ? 'incidents.about.closed' : 'incidents.about.dismissed')}</p>
      <FoldedAct
        visit={visit}
        id={id}
        act="reopen"
        title={reader.say('incidents.act.reopen')}
        submit={reader.say('incidents.act.reopen')}
      >
        <AskChoice
          visit={visit}
          name="reason"
          label={visit.reader.say('incidents.reason')}
          options={REOPENINGS.map((value) => ({ value, label: reader.say(`incidents.reopening.${value}`) }))}
        />
        <AskNote name="note" label={visit.reader.say('incidents.note')} />
      </FoldedAct>
    </>
  );
}
