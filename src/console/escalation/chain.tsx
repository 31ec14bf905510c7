import type { VNode } from 'preact';
import type { NamedPerson, ShownPolicy, Step, Target } from '../../escalation/index.js';
import { SEVERITIES } from '../../kernel/severity.js';
import type { Reader } from '../words/reader.js';

/** A chain as it would be told this minute: each step with its people, and a warning where there are none. */
export function Chain({ reader, shown }: { reader: Reader; shown: ShownPolicy }): VNode {
  const { policy, people } = shown;
  return (
    <ol class="list" aria-label={reader.say('policy.steps')}>
      {policy.steps.map((step, place) => (
        <ChainStep reader={reader} step={step} place={place} people={people[place] ?? []} key={place} />
      ))}
      <li>
        <span class="sub">{reader.say('policy.repeats')}</span>
      </li>
    </ol>
  );
}

interface ChainStepProps {
  readonly reader: Reader;
  readonly step: Step;
  readonly place: number;
  readonly people: readonly NamedPerson[];
}

function ChainStep({ reader, step, place, people }: ChainStepProps): VNode {
  const named = step.targets
    .filter((target) => target.kind === 'role')
    .map((target) => roleName(reader, target));
  const persons = step.targets.length - named.length;
  return (
    <li>
      <div class="t">
        <b>{reader.say('policy.step', { number: place + 1 })}</b>
        <span class="sub">
          {reader.list([
            ...named,
            ...(persons > 0 ? [reader.say('policy.namedPeople', { count: persons })] : []),
          ])}
        </span>
      </div>
      {people.length > 0 ? (
        <span>
          {reader.say('policy.now')}{' '}
          {people.map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && ' · '}
              <bdi>{name}</bdi>
            </span>
          ))}
        </span>
      ) : (
        <span class="fault">
          <span aria-hidden="true">▲ </span>
          {reader.say('policy.nobody')}
        </span>
      )}
      <span class="sub">
        {SEVERITIES.map((severity) => waitOf(reader, { severity, minutes: step.minutes[severity] })).join(
          ' · ',
        )}
      </span>
    </li>
  );
}

function waitOf(reader: Reader, { severity, minutes }: { severity: number; minutes: number | null }): string {
  return minutes === null
    ? reader.say('policy.passedOver', { level: severity })
    : reader.say('policy.wait', { level: severity, count: minutes });
}

function roleName(reader: Reader, target: Extract<Target, { kind: 'role' }>): string {
  return reader.say(`policy.within.${target.within}`, { role: reader.say(`role.${target.role}`) });
}
