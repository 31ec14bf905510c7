import type { VNode } from 'preact';
import type { WholeIncident } from '../../../incidents/index.js';
import { HARMS } from '../../../kernel/harm.js';
import { DECISION_KINDS } from '../../../review/index.js';
import { Moment } from '../../layout/moment.js';
import type { Visit } from '../../visit/visit.js';
import type { Fillings, Word } from '../../words/words.js';
import type { MoveProps } from '../moves/move-props.js';
import { nameOf } from '../people.js';
import { wordsOf } from '../wording.js';

type Entry = WholeIncident['timeline'][number];

/** What happened, newest first, in sentences; notes are opened only here. */
export function Timeline({ visit, view }: MoveProps): VNode {
  const { reader } = visit;
  return (
    <article class="card" aria-label={reader.say('incidents.timeline')}>
      <h2>{reader.say('incidents.timeline')}</h2>
      <ol class="timeline">
        {view.timeline.toReversed().map((entry, index) => (
          <li key={index}>
            <Moment visit={visit} at={entry.at} zone={view.timezone} />
            <div class="pile">
              <span>{sentence(visit, view, entry)}</span>
              {entry.note !== null && (
                <p class="preserved" dir="auto">
                  {entry.note}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </article>
  );
}

const KINDS = [
  'opened',
  'joined',
  'acknowledged',
  'lapsed',
  'confirmed',
  'dismissed',
  'merged',
  'contained',
  'recurred',
  'resolved',
  'closed',
  'reopened',
  'severity_changed',
  'visibility_changed',
  'wishes_recorded',
  'noted',
  'recused',
  'command_offered',
  'command_accepted',
  'command_taken',
  'end_asked',
  'end_declined',
  'settled',
  'step_given',
  'step_done',
  'step_waived',
  'step_late',
] as const;

function sentence(visit: Visit, view: WholeIncident, entry: Entry): string {
  const { reader } = visit;
  const kind = KINDS.find((known) => known === entry.kind);
  if (!kind) return entry.kind;
  const word: Word =
    kind === 'opened' && entry.by !== null ? 'incidents.event.openedBy' : `incidents.event.${kind}`;
  return reader.say(word, fillings(visit, view, entry));
}

/** Everything any sentence may ask for; each takes what it names. */
function fillings(visit: Visit, view: WholeIncident, { by, details }: Entry): Fillings {
  const person = textIn(details, ['to', 'owner']);
  return {
    // It begins the sentence.
    name:
      by === visit.principal?.staffId
        ? visit.reader.say('flags.youYourself')
        : nameOf(visit, view.people, by),
    person: nameOf(visit, view.people, person === '' ? null : person),
    count: Number(details.flags ?? details.people ?? details.evidence ?? 0),
    from: textIn(details, ['from']),
    to: textIn(details, ['to']),
    ...namesIn(visit, view, details),
  };
}

function namesIn({ reader }: Visit, view: WholeIncident, details: Entry['details']): Fillings {
  const step = view.playbook?.steps.find(({ id }) => id === details.step);
  const harm = HARMS.find((known) => known === details.harm);
  const decision = DECISION_KINDS.find((known) => known === details.decision);
  return {
    step: step ? wordsOf(step.title, reader) : textIn(details, ['step']),
    harm: harm ? reader.say(`harm.${harm}`) : '',
    decision: decision ? reader.say(`decision.${decision}`) : '',
  };
}

function textIn(details: Partial<Entry['details']>, names: readonly string[]): string {
  return String(names.map((name) => details[name] ?? '').find((value) => value !== '') ?? '');
}
