import type { VNode } from 'preact';
import type { IncidentView, OwnPart, WholeIncident } from '../../incidents/index.js';
import type { Option } from '../layout/field.js';
import { FaultSummary } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import { Moment } from '../layout/moment.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';
import { Checklist } from './parts/checklist.js';
import { IncidentAside } from './parts/incident-aside.js';
import { IncidentGroups } from './parts/incident-groups.js';
import { NextMove } from './moves/next-move.js';
import { SeverityBadge } from './parts/severity-badge.js';
import { Timeline } from './parts/timeline.js';

export interface IncidentPageProps {
  readonly visit: Visit;
  readonly view: IncidentView;
  /** Colleagues who can be named in a recusal. */
  readonly everybody: readonly Option[];
  readonly faults: FormFaults;
}

export function IncidentPage({ visit, view, everybody, faults }: IncidentPageProps): VNode {
  const { reader } = visit;
  const { reference, harm } = view.incident;
  return (
    <Layout
      visit={visit}
      title={`${reference} · ${reader.say(`harm.${harm}`)}`}
      place="incidents"
      aside={<Moment visit={visit} at={view.incident.openedAt} zone={view.timezone} />}
    >
      <p class="back">
        <a href="/incidents">{reader.say('incidents.back')}</a>
      </p>
      <FaultSummary reader={reader} faults={faults} />
      <Standing visit={visit} view={view} />
      {view.part === 'whole' ? (
        <Whole visit={visit} view={view} everybody={everybody} />
      ) : (
        <Own visit={visit} view={view} />
      )}
    </Layout>
  );
}

function Standing({ visit, view }: { visit: Visit; view: IncidentView }): VNode {
  const { reader } = visit;
  const { severity, state } = view.incident;
  const messages = view.groups.reduce((sum, { flags }) => sum + flags, 0);
  return (
    <p class="row standing">
      <SeverityBadge reader={reader} severity={severity} />
      <span class="chip">{reader.say(`incidents.state.${state}`)}</span>
      {view.part === 'whole' && view.incident.visibility === 'need_to_know' && (
        <span class="chip">{reader.say('incidents.visibility.need_to_know')}</span>
      )}
      <span class="chip">
        {reader.say('incidents.groups', { count: view.groups.length })} ·{' '}
        {reader.say('incidents.messages', { count: messages })}
      </span>
      <span class="sub">
        <bdi>{view.programme}</bdi>
      </span>
    </p>
  );
}

function Whole(props: { visit: Visit; view: WholeIncident; everybody: readonly Option[] }): VNode {
  const { visit, view } = props;
  return (
    <div class="split wide-start">
      <section class="pile">
        <NextMove visit={visit} view={view} />
        <Checklist visit={visit} view={view} />
        <IncidentGroups visit={visit} groups={view.groups} zone={view.timezone} />
        <Timeline visit={visit} view={view} />
      </section>
      <IncidentAside {...props} />
    </div>
  );
}

/** What a coordinator sees: that there is one, and what of it stands in their groups. */
function Own({ visit, view }: { visit: Visit; view: OwnPart }): VNode {
  return (
    <section class="pile">
      <p class="note">{visit.reader.say('incidents.ownPart')}</p>
      <IncidentGroups visit={visit} groups={view.groups} zone={view.timezone} />
    </section>
  );
}
