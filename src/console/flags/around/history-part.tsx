import type { VNode } from 'preact';
import type { Earlier, History } from '../../../review/index.js';
import { Moment } from '../../layout/moment.js';
import type { Visit } from '../../visit/visit.js';
import { nameOf } from '../decide/decision-list.js';

/** Beside the message: what colleagues decided before about this person and these words. */
export function HistoryPart({
  visit,
  history,
  zone,
}: {
  visit: Visit;
  history: History;
  zone: string;
}): VNode {
  const { reader } = visit;
  return (
    <section class="card history">
      {(['member', 'text'] as const).map((about) => (
        <div key={about}>
          <h2>{reader.say(`flags.history.${about}`)}</h2>
          {history[about].length === 0 ? (
            <p class="sub">{reader.say('flags.history.none')}</p>
          ) : (
            <List visit={visit} earlier={history[about]} zone={zone} />
          )}
        </div>
      ))}
    </section>
  );
}

function List({ visit, earlier, zone }: { visit: Visit; earlier: readonly Earlier[]; zone: string }): VNode {
  const { reader } = visit;
  return (
    <ul class="timeline">
      {earlier.map(({ flagId, kind, by, at }) => (
        <li key={flagId}>
          <a href={`/flags/${flagId}`}>{reader.say(`decision.${kind}`)}</a>
          <span class="sub">
            <bdi>{nameOf(reader, by)}</bdi> · <Moment visit={visit} at={at} zone={zone} />
          </span>
        </li>
      ))}
    </ul>
  );
}
