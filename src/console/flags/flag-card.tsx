import type { VNode } from 'preact';
import type { FlagFilter, FlagView } from '../../review/index.js';
import { OutcomeBadge } from '../layout/level-badge.js';
import { Moment } from '../layout/moment.js';
import { Quoted, excerpt } from '../layout/quoted.js';
import type { Visit } from '../visit/visit.js';
import { flagUrl } from './flag-filters.js';
import type { ShownFlag } from './flag-model.js';
import { WhyList } from './why-list.js';

/** Two lines on a wide screen, five on a phone: enough to know whether to open it. */
const EXCERPT = 180;
/** The strongest reasons; the flag's own page has them all. */
const REASONS_IN_A_LIST = 3;

/** One row of the queue. The link covers the row; covered words stay above it. */
export function FlagCard(props: { visit: Visit; shown: ShownFlag; filter: FlagFilter }): VNode {
  const { visit, shown, filter } = props;
  const { reader } = visit;
  const { flag, why, zone } = shown;
  const harm = flag.harms[0]?.harm;
  return (
    <li class={`flag ${flag.outcome === 'judged' ? flag.level : 'low'}`}>
      <div class="what">
        <div class="t">
          <span class="row">
            <OutcomeBadge reader={reader} outcome={flag.outcome} level={flag.level} />
            <a class="open" href={flagUrl(flag.id, filter)}>
              {harm ? reader.say(`harm.${harm}`) : reader.languageName(flag.language.language)}
            </a>
          </span>
          <Moment visit={visit} at={flag.sentAt} zone={zone} />
        </div>
        <FlagWords visit={visit} shown={shown} limit={EXCERPT} />
        <div class="t">
          <span>
            <bdi>{flag.group.name}</bdi> · <bdi class="id">{flag.pseudonym}</bdi>
          </span>
          <Standing visit={visit} flag={flag} />
        </div>
      </div>
      {why.length > 0 && <WhyList reader={reader} why={why.slice(0, REASONS_IN_A_LIST)} />}
    </li>
  );
}

/** What a colleague should know before opening it: somebody is on it, or nobody was for too long. */
function Standing({ visit: { reader, now }, flag }: { visit: Visit; flag: FlagView }): VNode | null {
  const { claim } = flag;
  if (claim)
    return (
      <span class="chip held">
        {claim.you
          ? reader.say('flags.heldByYou')
          : reader.say('flags.heldBy', { name: claim.name ?? reader.say('flags.aColleague') })}
      </span>
    );
  if (flag.state !== 'open' || flag.dueAt > now) return null;
  return (
    <span class="chip late">
      <span aria-hidden="true">⏱ </span>
      {reader.say('flags.overdue', { when: reader.ago(flag.dueAt, now) })}
    </span>
  );
}

/** The words, or an honest line in their place. Severe ones are covered until asked for; that needs no script. */
export function FlagWords({
  visit,
  shown,
  limit,
}: {
  visit: Visit;
  shown: ShownFlag;
  limit?: number;
}): VNode {
  const { reader } = visit;
  const { flag, spans } = shown;
  if (flag.text === null) {
    const media = reader.list(flag.media.map((kind) => reader.say(`media.${kind}`)));
    return (
      <p class="sub">{flag.erased ? reader.say('flags.erased') : reader.say('flags.noWords', { media })}</p>
    );
  }
  const part = limit === undefined ? { text: flag.text, spans } : excerpt(flag.text, spans, limit);
  const name = limit === undefined ? 'say' : 'm';
  const words = <Quoted {...part} language={flag.language.language} class={name} />;
  if (!flag.softened) return words;
  return (
    <details class="covered">
      <summary>{reader.say('flags.covered')}</summary>
      {words}
    </details>
  );
}
