import type { ComponentChildren, VNode } from 'preact';
import { Fact } from '../layout/fact.js';
import { Layout } from '../layout/layout.js';
import { OutcomeBadge } from '../layout/level-badge.js';
import { Moment } from '../layout/moment.js';
import type { Visit } from '../visit/visit.js';
import { FlagWords } from './flag-card.js';
import type { ShownFlag } from './flag-model.js';
import { WhyList } from './why-list.js';

export interface FlagPageProps {
  readonly visit: Visit;
  readonly shown: ShownFlag;
  /** Where decisions on the flag go, under the reasons. */
  readonly decisions?: ComponentChildren;
}

export function FlagPage({ visit, shown, decisions }: FlagPageProps): VNode {
  const { reader } = visit;
  const { flag } = shown;
  const first = flag.harms[0];
  const title = first ? reader.say(`harm.${first.harm}`) : reader.say(`outcome.${flag.outcome}`);
  return (
    <Layout visit={visit} title={title} place="flags" aside={<Whereabouts visit={visit} shown={shown} />}>
      <p class="back">
        <a href="/flags">{reader.say('flags.back')}</a>
      </p>
      <div class="split wide-start">
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
          {shown.why.length > 0 && (
            <section class="reasons">
              <h2>{reader.say('flags.why')}</h2>
              <WhyList reader={reader} why={shown.why} />
            </section>
          )}
          {decisions}
        </article>
        <aside>
          <Facts visit={visit} shown={shown} />
        </aside>
      </div>
    </Layout>
  );
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
