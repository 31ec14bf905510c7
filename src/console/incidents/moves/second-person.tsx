import type { VNode } from 'preact';
import { DISMISSALS } from '../../../incidents/index.js';
import type { Reader } from '../../words/reader.js';
import { ActForm, AskNote, FoldedAct } from './act-form.js';
import type { MoveProps } from './move-props.js';
import { nameOf } from '../people.js';

/** Somebody asked to end it: they may take it back, and somebody else agrees or says no. */
export function Second(props: MoveProps & { act: 'close' | 'dismiss' }): VNode {
  const { askedBy } = props.view.incident;
  return askedBy === props.visit.principal?.staffId ? <Asked {...props} /> : <Asking {...props} />;
}

function Asked({ visit, view, act }: MoveProps & { act: 'close' | 'dismiss' }): VNode {
  const { reader } = visit;
  return (
    <>
      <p>{reader.say(`incidents.asked.mine.${act}`)}</p>
      <Decline visit={visit} view={view} title={reader.say('incidents.act.takeBack')} />
    </>
  );
}

function Asking({ visit, view, act }: MoveProps & { act: 'close' | 'dismiss' }): VNode {
  const { reader } = visit;
  const { id, askedBy, askedReason } = view.incident;
  return (
    <>
      <p>
        {reader.say(`incidents.asked.${act}`, { name: nameOf(visit, view.people, askedBy) })}{' '}
        {askedReason !== null && reasonWords(reader, askedReason)}
      </p>
      <ActForm
        visit={visit}
        id={id}
        act={act}
        submit={reader.say('incidents.act.agree')}
        look="main"
        given={{ reason: askedReason ?? '' }}
      />
      <Decline visit={visit} view={view} title={reader.say('incidents.act.decline')} />
    </>
  );
}

function Decline({ visit, view, title }: MoveProps & { title: string }): VNode {
  return (
    <FoldedAct visit={visit} id={view.incident.id} act="decline" title={title} submit={title}>
      <AskNote name="note" label={visit.reader.say('incidents.note')} />
    </FoldedAct>
  );
}

function reasonWords(reader: Reader, reason: string): string {
  const known = DISMISSALS.find((one) => one === reason);
  return known ? reader.say(`incidents.dismissal.${known}`) : '';
}
