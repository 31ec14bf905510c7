import type { VNode } from 'preact';
import { HARMS } from '../../../kernel/harm.js';
import { NOTE_LIMIT } from '../../../review/index.js';
import type { Copies, DecisionKind, FlagView } from '../../../review/index.js';
import { HiddenFields } from '../../layout/form.js';
import { CopiesField } from './copies-field.js';
import type { Visit } from '../../visit/visit.js';

/** One key each; the letters stand on the buttons. */
const KEYS: Readonly<Record<DecisionKind, string>> = {
  nothing_wrong: 'n',
  note: 'o',
  warn: 'w',
  ask_delete: 'd',
  remove_member: 'r',
  make_incident: 'i',
};

/** What most reviewers decide most of the time: within the thumb's reach on a phone. */
const AT_HAND: readonly DecisionKind[] = ['nothing_wrong', 'ask_delete', 'make_incident'];
const AT_HAND_IN_DOUBT: readonly DecisionKind[] = ['nothing_wrong', 'note', 'make_incident'];

/** The decision that the page leans to, by what policy said; the person decides. */
export function mainDecision({ offered, outcome, level }: FlagView): DecisionKind {
  if (outcome !== 'judged') return 'nothing_wrong';
  const severe = level === 'critical' || level === 'high' || !offered.includes('ask_delete');
  return severe ? 'make_incident' : 'ask_delete';
}

export interface DecideFormProps {
  readonly visit: Visit;
  readonly flag: FlagView;
  readonly copies: Copies;
}

/** Every decision is a button of one form, so that a note goes with any of them; no script is needed. */
export function DecideForm({ visit, flag, copies }: DecideFormProps): VNode {
  const { reader } = visit;
  const isDoubtful = flag.outcome !== 'judged' || !flag.offered.includes('ask_delete');
  const atHand = isDoubtful ? AT_HAND_IN_DOUBT : AT_HAND;
  const first = flag.offered.filter((kind) => atHand.includes(kind));
  const others = flag.offered.filter((kind) => !atHand.includes(kind));
  const main = mainDecision(flag);
  return (
    <form
      method="post"
      action={`/flags/${flag.id}/decide`}
      class="decide"
      data-renew={`/flags/${flag.id}/claim`}
    >
      <HiddenFields visit={visit} />
      <input type="hidden" name="queue" value={visit.query.toString()} />
      <details class="add-note">
        <summary data-key="m">
          {reader.say('flags.note')}
          <Key letter="m" />
        </summary>
        <label for="note" class="hint">
          {reader.say('flags.noteHint')}
        </label>
        <textarea id="note" name="note" rows={3} maxLength={NOTE_LIMIT} dir="auto" />
      </details>
      <CopiesField visit={visit} copies={copies} />
      {flag.harms.length === 0 && <HarmField visit={visit} />}
      <div class="do at-hand">
        {first.map((kind) => (
          <Decide key={kind} visit={visit} kind={kind} isMain={kind === main} />
        ))}
        {others.length > 0 && (
          <details class="menu up">
            <summary class="btn">{reader.say('flags.moreDecisions')}</summary>
            <div class="panel stack">
              {others.map((kind) => (
                <Decide key={kind} visit={visit} kind={kind} isMain={false} />
              ))}
            </div>
          </details>
        )}
      </div>
    </form>
  );
}

/** An incident is about something; where the service could not tell what, the person does. */
function HarmField({ visit: { reader } }: { visit: Visit }): VNode {
  return (
    <div class="field">
      <label for="harm">{reader.say('flags.incidentHarm')}</label>
      <select id="harm" name="harm">
        <option value="">–</option>
        {HARMS.map((harm) => (
          <option value={harm} key={harm}>
            {reader.say(`harm.${harm}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

function Decide({ visit, kind, isMain }: { visit: Visit; kind: DecisionKind; isMain: boolean }): VNode {
  return (
    <button name="kind" value={kind} class={isMain ? 'main' : undefined} data-key={KEYS[kind]}>
      {visit.reader.say(`decision.${kind}`)}
      <Key letter={KEYS[kind]} />
    </button>
  );
}

/** Seen by those who have keys; said by nobody. */
export function Key({ letter }: { letter: string }): VNode {
  return <kbd aria-hidden="true">{letter}</kbd>;
}
