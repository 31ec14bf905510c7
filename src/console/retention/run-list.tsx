import type { VNode } from 'preact';
import type { RetentionRun } from '../../retention/index.js';
import { Moment } from '../layout/moment.js';
import type { Visit } from '../visit/visit.js';
import { classWords } from './class-words.js';

/** What each run removed: the record a data protection officer answers from. */
export function RunList({ visit, runs }: { visit: Visit; runs: readonly RetentionRun[] }): VNode {
  const { reader } = visit;
  return (
    <section>
      <h2>{reader.say('retention.runs')}</h2>
      {runs.length === 0 && <p class="sub">{reader.say('retention.noRuns')}</p>}
      <ul class="list">
        {runs.map((run) => (
          <li key={run.id}>
            <div class="t">
              <span>
                {reader.say(run.askedBy.startsWith('staff:') ? 'retention.byPerson' : 'retention.byItself')}
              </span>
              <Moment visit={visit} at={run.finishedAt ?? run.askedAt} zone="UTC" />
            </div>
            <span class="sub">{whatWent(visit, run)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function whatWent({ reader }: Visit, { finishedAt, lines }: RetentionRun): string {
  if (lines.length === 0) return reader.say(finishedAt ? 'retention.nothingWent' : 'retention.underWay');
  const parts = lines.map((line) => {
    const { name } = classWords(reader, line.class);
    const went = `${name}: ${reader.say('retention.went', { count: line.rows })}`;
    const dropped =
      line.partitions > 0 ? ` · ${reader.say('retention.dropped', { count: line.partitions })}` : '';
    const failed = line.failures > 0 ? ` · ${reader.say('retention.failed', { count: line.failures })}` : '';
    return `${went}${dropped}${failed}`;
  });
  return parts.join(' — ');
}
