import type { VNode } from 'preact';
import { DECISION_KINDS } from '../../../review/index.js';
import { isUuid } from '../../../kernel/ids.js';
import type { Visit } from '../../visit/visit.js';
import { UndoForm } from './decision-list.js';

/** After a decision the next flag is shown; what was just done is said above it, with the way back. */
export function DoneNote({ visit }: { visit: Visit }): VNode | null {
  const { reader, query } = visit;
  const done = query.get('done') ?? '';
  const kind = DECISION_KINDS.find((known) => known === query.get('said'));
  if (!isUuid(done) || kind === undefined) return null;
  return (
    <div class="done row" role="status">
      <span>
        <span aria-hidden="true">✓ </span>
        {reader.say('flags.done', { decision: reader.say(`decision.${kind}`) })}
      </span>
      <UndoForm visit={visit} decisionId={done} until={null} />
    </div>
  );
}
