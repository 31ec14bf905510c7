import type { VNode } from 'preact';
import { mayAnywhere } from '../../platform/auth/index.js';
import { Fact } from '../layout/fact.js';
import { Layout } from '../layout/layout.js';
import { OutcomeBadge } from '../layout/level-badge.js';
import { Moment } from '../layout/moment.js';
import type { Fault } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';
import { AppealsPart } from './appeals/appeals-part.js';
import { ContextPart } from './around/context-part.js';
import { FollowUpPart } from './around/follow-up-part.js';
import type { WholeFlag } from './around/gather-flag.js';
import { HistoryPart } from './around/history-part.js';
import { ClaimBar } from './decide/claim-bar.js';
import { DecideForm } from './decide/decide-form.js';
import { DecisionList } from './decide/decision-list.js';
import { DoneNote } from './decide/done-note.js';
import { FlagWords } from './flag-card.js';
import type { ShownFlag } from './flag-model.js';
import { WhyList } from './why-list.js';

export interface FlagPageProps extends WholeFlag {
  readonly visit: Visit;
  /** Why the last act changed nothing. */
  readonly refused?: Fault | null;
}

export function FlagPage(props: FlagPageProps): VNode {
  const { visit, shown, around, refused = null } = props;
  const { reader } = visit;
  const { flag } = shown;
  const first = flag.harms[0];
  const title = first ? reader.say(`harm.${first.harm}`) : reader.say(`outcome.${flag.outcome}`);
  return (
    <Layout visit={visit} title={title} place="flags" aside={<Whereabouts visit={visit} shown={shown} />}>
      <p class="back">
        <a href={`/flags${backTo(visit)}`} data-key="b">
          {reader.say('flags.back')}
        </a>
      </p>
      <DoneNote visit={visit} />
      {refused && (
        <p class="alert" role="alert">
          {reader.say(refused.word, refused.fillings)}
        </p>
      )}
      <div class="split wide-start">
        <Message {...props} />
        <aside>
          <HistoryPart visit={visit} history={around.history} zone={shown.zone} />
          <Facts visit={visit} shown={shown} />
        </aside>
      </div>
    </Layout>
  );
}

/** The message with what speaks for and against it, and under it what a person may do. */
function Message({ visit, shown, decisions, around, worthOf }: FlagPageProps): VNode {
  const { reader } = visit;
  const { flag, zone } = shown;
  return (
    <article class="card" aria-label={reader.say('flags.message')}>
      <div class="row">
        <OutcomeBadge reader={reader} outcome={flag.outcome} level={flag.level} />
        {flag.harms.map(({ harm, probability }) => (
          <span class="chip" key={harm}>
            {reader.say(`harm.${harm}`)} {reader.probability(probability)}
          </span>
        ))}
        <span class="chip">{reader.languageName(flag.language.language)}</span>
      </div>
      <FlagWords visit={visit} shown={shown} />
      {flag.doubts.length > 0 && <Doubts visit={visit} shown={shown} />}
      <ReadAgain visit={visit} shown={shown} />
      <ContextPart visit={visit} context={around.context} isWide={around.isWide} zone={zone} />
      {shown.why.length > 0 && (
        <section class="reasons">
          <h2>{reader.say('flags.why')}</h2>
          <WhyList reader={reader} why={shown.why} worthOf={worthOf} />
        </section>
      )}
      {decisions.length > 0 && <DecisionList visit={visit} decisions={decisions} zone={zone} />}
      <AppealsPart visit={visit} flagId={flag.id} decisions={decisions} appeals={around.appeals} />
      <FollowUpPart visit={visit} flag={flag} followUp={around.followUp} zone={zone} />
      <Deciding visit={visit} shown={shown} around={around} />
    </article>
  );
}

/** Nothing to press where nothing may be decided. */
function Deciding(props: Pick<FlagPageProps, 'visit' | 'shown' | 'around'>): VNode | null {
  const { visit, around } = props;
  const { flag } = props.shown;
  const { reader, principal } = visit;
  if (flag.state === 'decided' || !principal || !mayAnywhere(principal, 'flags.decide')) return null;
  const isTheirs = flag.claim !== null && !flag.claim.you;
  return (
    <section class="deciding" aria-label={reader.say('flags.decide')}>
      {flag.offered.includes('warn') ? (
        flag.textLanguage !== null && (
          <p class="note">
            {reader.say('flags.cannot', { language: reader.languageName(flag.textLanguage) })}
          </p>
        )
      ) : (
        <p class="note">{reader.say('flags.disclosure')}</p>
      )}
      <ClaimBar visit={visit} flag={flag} />
      {!isTheirs && <DecideForm visit={visit} flag={flag} copies={around.copies} />}
    </section>
  );
}

/** The queue the person came from; what was done last stays behind. */
function backTo({ query }: Visit): string {
  const left = ['done', 'said', 'lang', 'around'];
  const kept = new URLSearchParams([...query].filter(([name]) => !left.includes(name)));
  return kept.size > 0 ? `?${kept.toString()}` : '';
}
function Whereabouts({ visit, shown: { flag, zone } }: { visit: Visit; shown: ShownFlag }): VNode {
  return (
    <>
      <bdi>{flag.group.name}</bdi> · <Moment visit={visit} at={flag.sentAt} zone={zone} />
    </>
  );
}

function Doubts({ visit: { reader }, shown: { flag } }: { visit: Visit; shown: ShownFlag }): VNode {
  return (
    <div class="note">
      <b>{reader.say(`outcome.${flag.outcome}`)}</b>
      <ul>
        {flag.doubts.map((doubt) => (
          <li key={doubt}>
            {reader.say(`doubt.${doubt}`, { language: reader.languageName(flag.language.language) })}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What the service did to the flag by itself. */
function ReadAgain({ visit, shown }: { visit: Visit; shown: ShownFlag }): VNode | null {
  const { reader, now } = visit;
  const { readAgainAt, state } = shown.flag;
  if (readAgainAt === null) return null;
  const when = reader.ago(readAgainAt, now);
  const word = state === 'withdrawn' ? 'flags.again.withdrawn' : 'flags.again.updated';
  return <p class="note">{reader.say(word, { when })}</p>;
}

/** Who, where and when, and what judged it: a pseudonym, never a number or a name. */
function Facts({ visit, shown: { flag, zone, why } }: { visit: Visit; shown: ShownFlag }): VNode {
  const { reader } = visit;
  const sources = [...new Set(why.map(({ source }) => source))];
  return (
    <dl class="card facts">
      <Fact name={reader.say('flags.fact.group')}>
        <bdi>{flag.group.name}</bdi>
      </Fact>
      <Fact name={reader.say('flags.fact.member')}>
        <bdi class="id">{flag.pseudonym}</bdi>
      </Fact>
      <Fact name={reader.say('flags.fact.sent')}>
        <time dateTime={flag.sentAt.toISOString()}>{reader.moment(flag.sentAt, zone)}</time>
      </Fact>
      <Fact name={reader.say('flags.fact.flagged')}>
        <Moment visit={visit} at={flag.raisedAt} zone={zone} />
      </Fact>
      {flag.media.length > 0 && (
        <Fact name={reader.say('flags.fact.media')}>
          {reader.list(flag.media.map((kind) => reader.say(`media.${kind}`)))}
        </Fact>
      )}
      <Fact name={reader.say('flags.fact.policy')}>
        <bdi class="id">{flag.policy}</bdi>
      </Fact>
      {sources.length > 0 && (
        <Fact name={reader.say('flags.fact.sources')}>
          {sources.map((source) => (
            <span class="block" key={source}>
              <bdi class="id">{source}</bdi>
            </span>
          ))}
        </Fact>
      )}
    </dl>
  );
}
