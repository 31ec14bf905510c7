import type { Fault } from '../../kernel/app-error.js';
import type { Harm } from '../../kernel/harm.js';
import type { Role } from '../../kernel/principal.js';
import type { Severity } from '../../kernel/severity.js';
import type { Playbook, PlaybookStep, StepGate, StepKind, Wording } from './playbook.js';

interface RawOutcome {
  readonly id: string;
  readonly title: Wording;
  readonly next?: string;
}

interface RawStep {
  readonly id: string;
  readonly kind: StepKind;
  readonly title: Wording;
  readonly guidance: Wording;
  readonly role: Role;
  readonly due: string;
  readonly before: StepGate;
  readonly required: boolean;
  readonly evidence?: boolean;
  readonly outcomes?: readonly RawOutcome[];
  readonly next?: string;
  readonly on_unavailable?: Wording;
  readonly do_no_harm?: Wording;
}

/** A file in the right shape, as it is written. */
export interface RawPlaybook {
  readonly id: string;
  readonly version: number;
  readonly title: Wording;
  readonly summary: Wording;
  readonly harms: readonly Harm[];
  readonly severity: Severity;
  readonly owner_role: Role;
  readonly reviewed_on: string;
  readonly steps: readonly RawStep[];
}

const END = 'end';
const MINUTES = { m: 1, h: 60, d: 24 * 60 } as const;

export function toPlaybook(raw: RawPlaybook): Playbook {
  const { id, version, title, summary, harms, severity } = raw;
  const steps = raw.steps.map((step, index) => toStep(step, followerOf(raw, index)));
  return {
    id,
    version,
    title,
    summary,
    harms,
    severity,
    ownerRole: raw.owner_role,
    reviewedOn: raw.reviewed_on,
    steps,
  };
}

function toStep(step: RawStep, follower: string): PlaybookStep {
  const lead = (next: string | undefined) => ((next ?? follower) === END ? null : (next ?? follower));
  return {
    id: step.id,
    kind: step.kind,
    title: step.title,
    guidance: step.guidance,
    role: step.role,
    dueMinutes: Number(step.due.slice(0, -1)) * MINUTES[step.due.slice(-1) as keyof typeof MINUTES],
    before: step.before,
    required: step.required,
    evidence: step.evidence ?? false,
    outcomes: (step.outcomes ?? []).map(({ id, title, next }) => ({ id, title, next: lead(next) })),
    next: lead(step.next),
    onUnavailable: step.on_unavailable ?? null,
    doNoHarm: step.do_no_harm ?? null,
  };
}

function followerOf({ steps }: RawPlaybook, index: number): string {
  return steps[index + 1]?.id ?? END;
}

/** What the shape cannot tell: steps that are missing, never reached, or go round in a circle. */
export function faultsOfFlow(file: string, raw: RawPlaybook): readonly Fault[] {
  const faults: Fault[] = [];
  const blame = (path: string, message: string) => faults.push({ path, message });
  if (`${raw.id}.yaml` !== file) blame('/id', `is called ${raw.id} in a file called ${file}`);
  const ids = new Set<string>();
  raw.steps.forEach((step, index) => {
    if (ids.has(step.id) || step.id === END) blame(`/steps/${index}/id`, `the name ${step.id} is taken`);
    ids.add(step.id);
    for (const message of faultsOfStep(step)) blame(`/steps/${index}`, message);
  });
  for (const { path, to } of arrowsOf(raw))
    if (to !== END && !ids.has(to)) blame(path, `there is no step ${to}`);
  return faults.length > 0 ? faults : faultsOfPaths(raw);
}

function faultsOfStep(step: RawStep): readonly string[] {
  const { id, kind, outcomes, next, required } = step;
  const names = (outcomes ?? []).map((outcome) => outcome.id);
  return [
    ...(kind === 'platform_action' && !step.on_unavailable
      ? [`${id} is done on the channel: say in on_unavailable what people do where it cannot`]
      : []),
    ...(outcomes && next !== undefined ? [`${id} has outcomes, so next belongs to each of them`] : []),
    ...(outcomes && !required ? [`${id} decides where it goes on, so it must be required`] : []),
    ...(new Set(names).size < names.length ? [`${id} has two outcomes of one name`] : []),
  ];
}

interface Arrow {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

function arrowsOf(raw: RawPlaybook): readonly Arrow[] {
  return raw.steps.flatMap((step, index) => {
    const follower = followerOf(raw, index);
    const at = `/steps/${index}`;
    if (!step.outcomes) return [{ path: `${at}/next`, from: step.id, to: step.next ?? follower }];
    return step.outcomes.map(({ next }, turn) => ({
      path: `${at}/outcomes/${turn}/next`,
      from: step.id,
      to: next ?? follower,
    }));
  });
}

function faultsOfPaths(raw: RawPlaybook): readonly Fault[] {
  const arrows = arrowsOf(raw);
  const faults: Fault[] = [];
  const done = new Set<string>();
  const walk = (id: string, on: readonly string[]): void => {
    if (id === END || done.has(id)) return;
    for (const { path, to } of arrows.filter(({ from }) => from === id)) {
      const way = [...on, id];
      if (way.includes(to))
        faults.push({
          path,
          message: `goes round in a circle: ${[...way.slice(way.indexOf(to)), to].join(' -> ')}`,
        });
      else walk(to, way);
    }
    done.add(id);
  };
  walk(raw.steps[0]?.id ?? END, []);
  raw.steps.forEach(({ id }, index) => {
    if (!done.has(id)) faults.push({ path: `/steps/${index}/id`, message: `no way leads to ${id}` });
  });
  return faults;
}
