import type { VNode } from 'preact';
import type { IncidentLine } from '../../incidents/index.js';
import { EmptyState } from '../layout/empty-state.js';
import { Layout } from '../layout/layout.js';
import { Moment } from '../layout/moment.js';
import type { Visit } from '../visit/visit.js';
import { SeverityBadge, levelOf } from './parts/severity-badge.js';

export interface IncidentsPageProps {
  readonly visit: Visit;
  readonly which: 'live' | 'ended';
  readonly incidents: readonly IncidentLine[];
  readonly next: number | null;
}

/** What waits for the person first; the rest by how bad it is. */
export function IncidentsPage({ visit, which, incidents, next }: IncidentsPageProps): VNode {
  const { reader } = visit;
  const mine = incidents.filter(({ need }) => need !== 'others');
  const others = incidents.filter(({ need }) => need === 'others');
  return (
    <Layout
      visit={visit}
      title={reader.say('incidents.title')}
      place="incidents"
      aside={which === 'live' ? reader.say('incidents.waiting', { count: mine.length }) : undefined}
    >
      <nav class="tabs" aria-label={reader.say('incidents.title')}>
        {(['live', 'ended'] as const).map((one) => (
          <a
            key={one}
            href={one === 'live' ? '/incidents' : '/incidents?which=ended'}
            aria-current={one === which ? 'page' : undefined}
          >
            {reader.say(`incidents.which.${one}`)}
          </a>
        ))}
      </nav>
      {incidents.length === 0 && (
        <EmptyState
          title={reader.say(`incidents.empty.${which}`)}
          body={reader.say(`incidents.emptyBody.${which}`)}
        />
      )}
      <Lines visit={visit} title={reader.say('incidents.forYou')} lines={mine} />
      <Lines
        visit={visit}
        title={reader.say(mine.length > 0 ? 'incidents.others' : `incidents.which.${which}`)}
        lines={others}
      />
      {next !== null && (
        <p class="row">
          <a class="btn" href={`/incidents?which=${which}&page=${next}`}>
            {reader.say('incidents.more')}
          </a>
        </p>
      )}
    </Layout>
  );
}

function Lines(props: { visit: Visit; title: string; lines: readonly IncidentLine[] }): VNode | null {
  if (props.lines.length === 0) return null;
  return (
    <section class="pile">
      <h2>{props.title}</h2>
      <ul class="list" aria-label={props.title}>
        {props.lines.map((line) => (
          <Line visit={props.visit} line={line} key={line.id} />
        ))}
      </ul>
    </section>
  );
}

function Line({ visit, line }: { visit: Visit; line: IncidentLine }): VNode {
  const { reader } = visit;
  return (
    <li class={levelOf(line.severity)}>
      <div class="t">
        <span class="row">
          <SeverityBadge reader={reader} severity={line.severity} />
          <a class="open" href={`/incidents/${line.id}`}>
            <bdi class="id">{line.reference}</bdi> · {reader.say(`harm.${line.harm}`)}
          </a>
          <span class="chip">{reader.say(`incidents.state.${line.state}`)}</span>
          {line.visibility === 'need_to_know' && (
            <span class="chip">{reader.say('incidents.visibility.need_to_know')}</span>
          )}
        </span>
        <Moment visit={visit} at={line.openedAt} zone={line.timezone} />
      </div>
      {line.need !== 'others' && (
        <b class="need">
          <span aria-hidden="true">› </span>
          {reader.say(`incidents.need.${line.need}`)}
        </b>
      )}
      <div class="t">
        <span>
          <bdi>{line.programme}</bdi> · {reader.say('incidents.groups', { count: line.groups })} ·{' '}
          {reader.say('incidents.messages', { count: line.flags })}
          {line.lateSteps > 0 && <> · {reader.say('incidents.lateSteps', { count: line.lateSteps })}</>}
        </span>
      </div>
    </li>
  );
}
