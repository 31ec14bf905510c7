import type { VNode } from 'preact';
import { SEVERITIES } from '../../../kernel/severity.js';
import type { Option } from '../../layout/field.js';
import { AskChoice, AskNote, FoldedAct } from './act-form.js';
import type { MoveProps } from './move-props.js';
import { othersFit } from '../people.js';

interface OtherProps extends MoveProps {
  readonly everybody: readonly Option[];
  readonly isLive: boolean;
}

/** What may be done besides the next move; folded away, because it is seldom. */
export function OtherActs(props: OtherProps): VNode {
  const { visit, view, isLive } = props;
  const { reader } = visit;
  const { id } = view.incident;
  return (
    <article class="card">
      <h2>{reader.say('incidents.otherActs')}</h2>
      <FoldedAct
        visit={visit}
        id={id}
        act="note"
        title={reader.say('incidents.act.note')}
        submit={reader.say('incidents.act.note')}
      >
        <AskNote name="note" label={visit.reader.say('incidents.note')} required />
      </FoldedAct>
      {isLive && <CommandActs {...props} />}
      {isLive && <Severity {...props} />}
      {isLive && <Visibility visit={visit} view={view} />}
      <Recusal {...props} />
    </article>
  );
}

/** Who is part of it, and as whom they write: then they never review a message of their own again. */
function Recusal({ visit, view, everybody }: OtherProps): VNode {
  const { reader } = visit;
  const writers = new Map(
    view.groups.flatMap(({ first }) => first.map(({ memberId, pseudonym }) => [memberId, pseudonym])),
  );
  const nobody = { value: '', label: reader.say('incidents.writesAs.nobody') };
  return (
    <FoldedAct
      visit={visit}
      id={view.incident.id}
      act="recuse"
      title={reader.say('incidents.act.recuse')}
      submit={reader.say('incidents.act.recuse')}
      look="warn"
      given={{ reason: 'named_by_lead' }}
    >
      <p class="sub">{reader.say('incidents.recuseHint')}</p>
      <AskChoice visit={visit} name="person" label={reader.say('incidents.person')} options={everybody} />
      <AskChoice
        visit={visit}
        name="member"
        label={reader.say('incidents.writesAs')}
        options={[nobody, ...Array.from(writers, ([value, label]) => ({ value, label }))]}
        value=""
      />
    </FoldedAct>
  );
}

function CommandActs({ visit, view }: MoveProps): VNode | null {
  const { reader, principal } = visit;
  const { id, commander, state } = view.incident;
  const mayOffer = state !== 'new' && (commander === null || commander === principal?.staffId);
  return (
    <>
      {mayOffer && (
        <FoldedAct
          visit={visit}
          id={id}
          act="offer_command"
          title={reader.say(commander === null ? 'incidents.act.nameCommander' : 'incidents.act.handOver')}
          submit={reader.say('incidents.act.offer')}
        >
          <AskChoice
            visit={visit}
            name="person"
            label={visit.reader.say('incidents.person')}
            options={othersFit(visit, view)}
          />
        </FoldedAct>
      )}
      {(state === 'new' || state === 'triage') && (
        <FoldedAct
          visit={visit}
          id={id}
          act="merge"
          title={reader.say('incidents.act.merge')}
          submit={reader.say('incidents.act.merge')}
        >
          <label class="ask">
            <span>{reader.say('incidents.into')}</span>
            <input name="into" required size={8} autocomplete="off" dir="ltr" />
          </label>
        </FoldedAct>
      )}
    </>
  );
}

function Severity({ visit, view }: MoveProps): VNode {
  const { reader } = visit;
  const { id, severity } = view.incident;
  return (
    <FoldedAct
      visit={visit}
      id={id}
      act="severity"
      title={reader.say('incidents.act.severity')}
      submit={reader.say('form.save')}
    >
      <AskChoice
        visit={visit}
        name="severity"
        label={visit.reader.say('incidents.severityNow')}
        value={String(severity)}
        options={SEVERITIES.map((one) => ({
          value: String(one),
          label: `${one} · ${reader.say(`incidents.severity.${one}`)}`,
        }))}
      />
      <AskNote name="note" label={visit.reader.say('incidents.why')} />
    </FoldedAct>
  );
}

function Visibility({ visit, view }: MoveProps): VNode {
  const { reader } = visit;
  const { id, visibility } = view.incident;
  const to = visibility === 'open' ? 'need_to_know' : 'open';
  return (
    <FoldedAct
      visit={visit}
      id={id}
      act="visibility"
      title={reader.say(`incidents.act.visibility.${to}`)}
      submit={reader.say(`incidents.act.visibility.${to}`)}
      given={{ visibility: to }}
    >
      <p class="sub">{reader.say(`incidents.visibilityHint.${to}`)}</p>
    </FoldedAct>
  );
}
