import type { VNode } from 'preact';
import type { ChecklistStep, WholeIncident } from '../../../incidents/index.js';
import { Moment } from '../../layout/moment.js';
import type { Visit } from '../../visit/visit.js';
import { ActForm, AskChoice, AskNote, FoldedAct } from '../moves/act-form.js';
import { Deadline } from './deadline.js';
import type { MoveProps } from '../moves/move-props.js';
import { allFit, nameOf } from '../people.js';
import { wordsOf } from '../wording.js';

interface StepProps extends MoveProps {
  readonly at: ChecklistStep;
  readonly isNext: boolean;
  readonly isWorkedOn: boolean;
}

const DOTS = { done: 'ticked', waived: 'ticked', open: '' } as const;
const MARKS = { done: '✓', waived: '–', open: '' } as const;

/** One step: whose, until when, what was found; how it is done stays folded until it is next. */
export function Step(props: StepProps): VNode {
  const { visit, view, at, isNext, isWorkedOn } = props;
  const { reader } = visit;
  const { step, state } = at;
  return (
    <li id={`step-${step.id}`}>
      <span class={`dot ${isNext ? 'now' : DOTS[state]}`} aria-hidden="true">
        {MARKS[state]}
      </span>
      <div class="pile">
        <span>{isNext ? <b>{wordsOf(step.title, reader)}</b> : wordsOf(step.title, reader)}</span>
        <span class="sub">
          {reader.say(`incidents.step.${state}`)} · {reader.say(`role.${step.role}`)}
          {at.owner !== null && <> · {nameOf(visit, view.people, at.owner)}</>}
          {!step.required && <> · {reader.say('incidents.step.optional')}</>}
        </span>
        <Found {...props} />
        {isWorkedOn && state === 'open' && <WorkOn {...props} />}
      </div>
      {state === 'open' && isWorkedOn && <Deadline visit={visit} at={at.dueAt} zone={view.timezone} />}
      {at.endedAt !== null && <Moment visit={visit} at={at.endedAt} zone={view.timezone} />}
    </li>
  );
}

function Found({ visit, at }: StepProps): VNode | null {
  const { reader } = visit;
  const outcome = at.step.outcomes.find(({ id }) => id === at.outcome);
  if (!outcome && at.evidence.length === 0) return null;
  return (
    <>
      {outcome && <span class="chip">{wordsOf(outcome.title, reader)}</span>}
      {at.evidence.map(({ text, sealedAt }) => (
        <p class="preserved" dir="auto" key={sealedAt.toISOString()}>
          {text ?? reader.say('incidents.forgotten')}
        </p>
      ))}
    </>
  );
}

function WorkOn(props: StepProps): VNode {
  const { visit, view, at, isNext } = props;
  const { reader } = visit;
  const { step } = at;
  return (
    <details class="fold" open={isNext}>
      <summary>{reader.say('incidents.step.how')}</summary>
      <p>{wordsOf(step.guidance, reader)}</p>
      {step.doNoHarm !== null && (
        <p class="note">
          <b>{reader.say('incidents.doNoHarm')}</b> {wordsOf(step.doNoHarm, reader)}
        </p>
      )}
      {step.onUnavailable !== null && (
        <p class="note">
          <b>{reader.say('incidents.onUnavailable')}</b> {wordsOf(step.onUnavailable, reader)}
        </p>
      )}
      <Finish {...props} />
      <StepOwner visit={visit} view={view} given={{ step: step.id }} owner={at.owner} />
      {view.incident.commander === visit.principal?.staffId && <Waive {...props} />}
    </details>
  );
}

function Finish({ visit, view, at: { step } }: StepProps): VNode {
  const { reader } = visit;
  return (
    <ActForm
      visit={visit}
      id={view.incident.id}
      act="finish_step"
      given={{ step: step.id }}
      submit={reader.say('incidents.act.finishStep')}
    >
      {step.outcomes.length > 0 && (
        <AskChoice
          visit={visit}
          name="outcome"
          label={reader.say('incidents.outcome')}
          options={step.outcomes.map((one) => ({ value: one.id, label: wordsOf(one.title, reader) }))}
        />
      )}
      <AskNote
        name="evidence"
        label={reader.say(step.evidence ? 'incidents.evidence' : 'incidents.evidenceOptional')}
        required={step.evidence}
      />
    </ActForm>
  );
}

function Waive({ visit, view, at: { step } }: StepProps): VNode {
  const title = visit.reader.say('incidents.act.waiveStep');
  return (
    <FoldedAct
      visit={visit}
      id={view.incident.id}
      act="waive_step"
      given={{ step: step.id }}
      title={title}
      submit={title}
      look="warn"
    >
      <AskNote name="note" label={visit.reader.say('incidents.why')} required />
    </FoldedAct>
  );
}

function StepOwner(props: {
  visit: Visit;
  view: WholeIncident;
  given: Readonly<Record<string, string>>;
  owner: string | null;
}): VNode {
  const { visit, view, given, owner } = props;
  const { reader } = visit;
  return (
    <FoldedAct
      visit={visit}
      id={view.incident.id}
      act="own_step"
      given={given}
      title={reader.say('incidents.act.ownStep')}
      submit={reader.say('incidents.act.ownStep')}
    >
      <AskChoice
        visit={visit}
        name="person"
        label={visit.reader.say('incidents.person')}
        options={allFit(visit, view)}
        value={owner ?? undefined}
      />
    </FoldedAct>
  );
}
