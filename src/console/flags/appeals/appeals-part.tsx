import type { VNode } from 'preact';
import { NOTE_LIMIT } from '../../../review/index.js';
import type { AppealView, DecisionView } from '../../../review/index.js';
import { HiddenFields } from '../../layout/form.js';
import type { Visit } from '../../visit/visit.js';

export interface AppealsPartProps {
  readonly visit: Visit;
  readonly flagId: string;
  readonly decisions: readonly DecisionView[];
  readonly appeals: readonly AppealView[];
}

/** On a flag's page: what the member said against a decision, or the way to write it down. */
export function AppealsPart({ visit, flagId, decisions, appeals }: AppealsPartProps): VNode | null {
  const { reader } = visit;
  const inForce = decisions.find(({ reversal }) => reversal === null);
  const canAppeal = inForce !== undefined && !appeals.some(({ decisionId }) => decisionId === inForce.id);
  if (appeals.length === 0 && !canAppeal) return null;
  return (
    <section class="decisions">
      {appeals.map((appeal) => (
        <div key={appeal.id} class="note">
          <b>{reader.say(appeal.outcome === null ? 'appeals.waiting' : `appeals.was.${appeal.outcome}`)}</b>
          <p class="said" dir="auto">
            {appeal.words ?? reader.say('flags.erased')}
          </p>
          {appeal.answer !== null && (
            <p class="said" dir="auto">
              {appeal.answer}
            </p>
          )}
          {appeal.outcome === null && <a href="/flags/appeals">{reader.say('appeals.title')}</a>}
        </div>
      ))}
      {canAppeal && (
        <details class="add-note">
          <summary>{reader.say('appeals.record')}</summary>
          <form method="post" action={`/flags/${flagId}/appeal`} class="form">
            <HiddenFields visit={visit} />
            <input type="hidden" name="decision" value={inForce.id} />
            <label for="words" class="hint">
              {reader.say('appeals.recordHint')}
            </label>
            <textarea id="words" name="words" rows={3} maxLength={NOTE_LIMIT} required dir="auto" />
            <div class="do">
              <button>{reader.say('appeals.record')}</button>
            </div>
          </form>
        </details>
      )}
    </section>
  );
}
