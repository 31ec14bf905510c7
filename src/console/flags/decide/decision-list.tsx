import type { VNode } from 'preact';
import type { DecisionView, Person } from '../../../review/index.js';
import { HiddenFields } from '../../layout/form.js';
import { Moment } from '../../layout/moment.js';
import type { Visit } from '../../visit/visit.js';
import type { Reader } from '../../words/reader.js';
import { Key } from './decide-form.js';

export function nameOf(reader: Reader, { name, you }: Person): string {
  return you ? reader.say('flags.you') : (name ?? reader.say('flags.aColleague'));
}

/** What was decided, by whom and when; what was taken back stays to be seen. */
export function DecisionList(props: {
  visit: Visit;
  decisions: readonly DecisionView[];
  zone: string;
}): VNode {
  const { visit, decisions, zone } = props;
  const { reader } = visit;
  return (
    <section class="decisions">
      <h2>{reader.say('flags.decisions')}</h2>
      <ul class="timeline">
        {decisions.map((decision) => (
          <li key={decision.id}>
            <p class="row">
              <b class={decision.reversal ? 'struck' : undefined}>
                {reader.say(`decision.${decision.kind}`)}
              </b>
              <span class="sub">
                <bdi>{nameOf(reader, decision.by)}</bdi> ·{' '}
                <Moment visit={visit} at={decision.at} zone={zone} />
                {decision.via !== 'reviewer' && ` · ${reader.say(`decision.via.${decision.via}`)}`}
              </span>
            </p>
            {decision.note !== null && (
              <p dir="auto" class="said">
                {decision.note}
              </p>
            )}
            {decision.reversal && (
              <p class="sub">
                {reader.say(`decision.reversal.${decision.reversal.kind}`)}{' '}
                <bdi>{nameOf(reader, decision.reversal.by)}</bdi> ·{' '}
                <Moment visit={visit} at={decision.reversal.at} zone={zone} />
              </p>
            )}
            {decision.undoableUntil && (
              <UndoForm visit={visit} decisionId={decision.id} until={decision.undoableUntil} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Said with the time that is left, so that nobody counts on it for longer. */
export function UndoForm(props: { visit: Visit; decisionId: string; until: Date | null }): VNode {
  const { visit, decisionId, until } = props;
  const { reader } = visit;
  return (
    <form method="post" action={`/flags/decisions/${decisionId}/undo`} class="row">
      <HiddenFields visit={visit} />
      <button class="quiet" data-key="u">
        {reader.say('flags.undo')}
        <Key letter="u" />
      </button>
      {until && (
        <span class="sub">{reader.say('flags.undoUntil', { when: reader.ago(until, visit.now) })}</span>
      )}
    </form>
  );
}
