import type { VNode } from 'preact';
import { SETTLEMENTS } from '../../../incidents/index.js';
import type { Option } from '../../layout/field.js';
import { Fact } from '../../layout/fact.js';
import { ActForm, AskChoice, AskNote } from '../moves/act-form.js';
import type { MoveProps } from '../moves/move-props.js';
import { OtherActs } from '../moves/other-acts.js';
import { nameOf } from '../people.js';
import { WhoWasTold } from './who-was-told.js';

const LIVE: readonly string[] = ['new', 'triage', 'confirmed', 'contained', 'resolved'];

/** Facts, and the acts that are not the next one. */
export function IncidentAside(props: MoveProps & { everybody: readonly Option[] }): VNode {
  const { visit, view } = props;
  const isLive = LIVE.includes(view.incident.state);
  const mayWork = view.fit.some((person) => person === visit.principal?.staffId);
  return (
    <aside class="pile">
      <Facts {...props} />
      <WhoWasTold visit={visit} view={view} />
      {isLive && mayWork && <Decide {...props} />}
      {isLive && mayWork && <Wishes {...props} />}
      {mayWork && <OtherActs {...props} isLive={isLive} />}
    </aside>
  );
}

function Facts({ visit, view }: MoveProps): VNode {
  const { reader } = visit;
  const { incident, people, evidence, recusals } = view;
  return (
    <dl class="card facts">
      <Fact name={reader.say('incidents.fact.commander')}>
        {incident.commander === null
          ? reader.say('incidents.nobody')
          : nameOf(visit, people, incident.commander)}
      </Fact>
      {incident.offeredTo !== null && (
        <Fact name={reader.say('incidents.fact.offered')}>{nameOf(visit, people, incident.offeredTo)}</Fact>
      )}
      <Fact name={reader.say('incidents.fact.evidence')}>
        {reader.say('incidents.pieces', { count: evidence.pieces })}
        {evidence.pieces > 0 && (
          <span class="block">{reader.say(evidence.intact ? 'incidents.intact' : 'incidents.tampered')}</span>
        )}
      </Fact>
      <Fact name={reader.say('incidents.fact.wishes')}>
        {reader.say(
          incident.wishes === null ? 'incidents.wishes.none' : `incidents.wishes.${incident.wishes}`,
        )}
      </Fact>
      {incident.settledKind !== null && (
        <Fact name={reader.say('incidents.fact.decision')}>
          {reader.say(`decision.${incident.settledKind}`)}
        </Fact>
      )}
      {recusals > 0 && (
        <Fact name={reader.say('incidents.fact.recused')}>
          {reader.say('incidents.recused', { count: recusals })}
        </Fact>
      )}
    </dl>
  );
}

/** One decision for every copy; its commander's to make. */
function Decide({ visit, view }: MoveProps): VNode | null {
  const { reader, principal } = visit;
  const { id, commander, settledKind } = view.incident;
  if (commander === null || commander !== principal?.staffId) return null;
  return (
    <article class="card">
      <h2>{reader.say('incidents.everyCopy')}</h2>
      <p class="sub">{reader.say('incidents.everyCopyHint')}</p>
      <ActForm visit={visit} id={id} act="settle" submit={reader.say('incidents.act.settle')}>
        <AskChoice
          visit={visit}
          name="decision"
          label={visit.reader.say('incidents.decision')}
          options={SETTLEMENTS.map((value) => ({ value, label: reader.say(`decision.${value}`) }))}
          value={settledKind ?? undefined}
        />
      </ActForm>
    </article>
  );
}

function Wishes({ visit, view }: MoveProps): VNode {
  const { reader } = visit;
  const { id, wishes } = view.incident;
  return (
    <details class="card" open={wishes === null && view.incident.state === 'contained'}>
      <summary>
        <b>{reader.say('incidents.wishes')}</b>
      </summary>
      <p class="sub">{reader.say('incidents.wishesHint')}</p>
      <ActForm
        visit={visit}
        id={id}
        act="wishes"
        submit={reader.say('form.save')}
        given={{ wishes: 'recorded' }}
      >
        <AskNote name="note" label={visit.reader.say('incidents.wishesNote')} required />
      </ActForm>
      <ActForm
        visit={visit}
        id={id}
        act="wishes"
        submit={reader.say('incidents.act.notSafe')}
        given={{ wishes: 'not_safely_obtainable' }}
      />
    </details>
  );
}
