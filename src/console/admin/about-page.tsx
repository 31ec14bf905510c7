import type { VNode } from 'preact';
import { mayAnywhere } from '../../platform/auth/index.js';
import type { CheckResult } from '../../platform/health/index.js';
import { Fact } from '../layout/fact.js';
import { Layout } from '../layout/layout.js';
import type { Visit } from '../visit/visit.js';
import type { Reader } from '../words/reader.js';
import type { Wellbeing } from './read-wellbeing.js';

const LOOKS = { up: ['ok', '✓'], degraded: ['medium', '!'], down: ['critical', '▲'] } as const;

export function AboutPage({ visit, wellbeing }: { visit: Visit; wellbeing: Wellbeing }): VNode {
  const { reader } = visit;
  const { version, health } = wellbeing;
  return (
    <Layout visit={visit} title={reader.say('about.title')} place="about">
      <article class="card narrow">
        <p>{reader.say('about.what')}</p>
        <dl class="facts">
          <Fact name={reader.say('about.version')}>
            <bdi class="id">{version}</bdi>
          </Fact>
          <Fact name={reader.say('about.licence')}>
            <bdi class="id">AGPL-3.0-or-later</bdi>
          </Fact>
        </dl>
        {visit.principal && mayAnywhere(visit.principal, 'demo.manage') && (
          <p>
            <a href="/settings/demo">{reader.say('demo.title')}</a>
          </p>
        )}
      </article>
      {health && (
        <article class="card narrow">
          <div class="row">
            <h2>{reader.say('about.health')}</h2>
            <StateBadge reader={reader} state={health.state} />
          </div>
          {wellbeing.waitingToBeRead > 0 && (
            <p class="note">{reader.say('about.readAgain', { count: wellbeing.waitingToBeRead })}</p>
          )}
          <dl class="facts wide">
            {Object.entries(health.checks).map(([name, check]) => (
              <Fact name={<bdi class="id">{name}</bdi>} key={name}>
                <StateBadge reader={reader} state={check.state} /> <Details check={check} />
              </Fact>
            ))}
          </dl>
        </article>
      )}
    </Layout>
  );
}

function StateBadge({ reader, state }: { reader: Reader; state: CheckResult['state'] }): VNode {
  const [look, shape] = LOOKS[state];
  return (
    <span class={`lvl ${look}`}>
      <span aria-hidden="true">{shape}</span> {reader.say(`about.state.${state}`)}
    </span>
  );
}

/** Counts, times and names of ours, as the check gives them. */
function Details({ check: { details = {} } }: { check: CheckResult }): VNode {
  const told = Object.entries(details).map(([name, value]) => `${name} ${String(value)}`);
  return <bdi class="sub">{told.join(' · ')}</bdi>;
}
