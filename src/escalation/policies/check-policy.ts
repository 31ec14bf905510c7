import type { Fault } from '../../kernel/app-error.js';
import { SEVERITIES } from '../../kernel/severity.js';
import { LONGEST_MINUTES, MOST_STEPS, SHORTEST_MINUTES, TARGET_ROLES } from './policy.js';
import type { Step, Target } from './policy.js';

/** What would make a chain fall silent, with the path of each fault; empty when it holds. */
export function faultsOfSteps(steps: readonly Step[]): readonly Fault[] {
  if (steps.length === 0) return [{ path: '/steps', message: 'must have at least one step' }];
  if (steps.length > MOST_STEPS)
    return [{ path: '/steps', message: `must have at most ${MOST_STEPS} steps` }];
  return [...steps.flatMap(faultsOfStep), ...unheardSeverities(steps)];
}

function faultsOfStep({ targets, minutes }: Step, index: number): readonly Fault[] {
  const path = `/steps/${index}`;
  const times = SEVERITIES.map((severity) => minutes[severity]);
  return [
    ...(targets.length === 0 ? [{ path: `${path}/targets`, message: 'must name somebody to tell' }] : []),
    ...targets.flatMap((target, place) => faultsOfTarget(target, `${path}/targets/${place}`)),
    ...(times.every((time) => time === null)
      ? [{ path: `${path}/minutes`, message: 'must give a time for at least one severity' }]
      : []),
    ...SEVERITIES.filter((severity) => !isTime(minutes[severity])).map((severity) => ({
      path: `${path}/minutes/${severity}`,
      message: `must be a whole number of minutes from ${SHORTEST_MINUTES} to ${LONGEST_MINUTES}, or null`,
    })),
  ];
}

function faultsOfTarget(target: Target, path: string): readonly Fault[] {
  if (target.kind === 'person' || TARGET_ROLES.some((role) => role === target.role)) return [];
  return [{ path: `${path}/role`, message: `must be one of ${TARGET_ROLES.join(', ')}` }];
}

function isTime(minutes: number | null): boolean {
  return (
    minutes === null ||
    (Number.isInteger(minutes) && minutes >= SHORTEST_MINUTES && minutes <= LONGEST_MINUTES)
  );
}

/** An incident of a severity that no step is for would begin with the last resort. */
function unheardSeverities(steps: readonly Step[]): readonly Fault[] {
  return SEVERITIES.filter((severity) => steps.every(({ minutes }) => minutes[severity] === null)).map(
    (severity) => ({ path: '/steps', message: `must have a step for severity ${severity}` }),
  );
}
