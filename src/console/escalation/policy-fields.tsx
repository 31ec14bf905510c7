import type { VNode } from 'preact';
import type { NamedPerson } from '../../escalation/index.js';
import { SEVERITIES } from '../../kernel/severity.js';
import { Choices } from '../layout/field.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Reader } from '../words/reader.js';
import { ROLE_CHOICES } from './policy-form.js';
import type { RoleChoice, StepDraft } from './policy-form.js';

interface StepFieldsProps {
  readonly reader: Reader;
  readonly step: StepDraft;
  readonly place: number;
  readonly candidates: readonly NamedPerson[];
  readonly faults: FormFaults;
}

/** Whom one step tells and how long they have. */
export function StepFields({ reader, step, place, candidates, faults }: StepFieldsProps): VNode {
  return (
    <section class="card">
      <h2>{reader.say('policy.step', { number: place + 1 })}</h2>
      <Choices
        reader={reader}
        faults={faults}
        kind="checkbox"
        name={`roles-${place}`}
        label={reader.say('policy.whom')}
        options={ROLE_CHOICES.map((choice) => ({ value: choice, label: choiceName(reader, choice) }))}
        chosen={step.roles}
        stacked
      />
      {candidates.length > 0 && (
        <details open={step.people.length > 0}>
          <summary>{reader.say('policy.alsoPeople')}</summary>
          <Choices
            reader={reader}
            faults={faults}
            kind="checkbox"
            name={`people-${place}`}
            label={reader.say('policy.people')}
            options={candidates.map(({ id, name }) => ({ value: id, label: name }))}
            chosen={step.people}
          />
        </details>
      )}
      <MinuteFields reader={reader} step={step} place={place} faults={faults} />
    </section>
  );
}

function MinuteFields({ reader, step, place, faults }: Omit<StepFieldsProps, 'candidates'>): VNode {
  const name = `minutes-${place}`;
  const fault = faults[name];
  return (
    <fieldset class="field" id={name} aria-describedby={fault ? `${name}-fault` : undefined}>
      <legend>{reader.say('policy.minutes')}</legend>
      {fault && (
        <span class="fault" id={`${name}-fault`}>
          <span aria-hidden="true">▲ </span>
          {reader.say(fault.word, fault.fillings)}
        </span>
      )}
      <div class="choices">
        {SEVERITIES.map((severity, index) => (
          <label key={severity}>
            {reader.say('severity.badge', { level: severity })}{' '}
            <input
              type="text"
              inputMode="numeric"
              size={5}
              name={`${name}-${severity}`}
              value={step.minutes[index]}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function choiceName(reader: Reader, choice: RoleChoice): string {
  const [role, within] = choice.split(':') as [
    'community_manager' | 'safeguarding_lead' | 'commander_on_duty' | 'admin',
    'programme' | 'organisation',
  ];
  return reader.say(`policy.within.${within}`, { role: reader.say(`role.${role}`) });
}
