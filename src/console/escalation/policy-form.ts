import type { NamedPerson, Step, Target } from '../../escalation/index.js';
import { LONGEST_MINUTES, MOST_STEPS, SHORTEST_MINUTES } from '../../escalation/index.js';
import { SEVERITIES } from '../../kernel/severity.js';
import { FormReading } from '../visit/read-form.js';
import type { PostedForm } from '../visit/read-form.js';

/** The roles a step can tell, each with where it is looked for. */
export const ROLE_CHOICES = [
  'community_manager:programme',
  'safeguarding_lead:programme',
  'commander_on_duty:programme',
  'safeguarding_lead:organisation',
  'commander_on_duty:organisation',
  'admin:organisation',
] as const;

export type RoleChoice = (typeof ROLE_CHOICES)[number];

/** One step as the form shows it: what is chosen, as it was typed. */
export interface StepDraft {
  readonly roles: readonly RoleChoice[];
  readonly people: readonly string[];
  /** By severity 1 to 4; empty where the step is passed over. */
  readonly minutes: readonly string[];
}

const EMPTY: StepDraft = { roles: [], people: [], minutes: ['', '', '', ''] };

/** The steps there are, and an empty one to add while there is room. */
export function draftOf(steps: readonly Step[]): readonly StepDraft[] {
  const drafts = steps.map(({ targets, minutes }) => ({
    roles: targets.flatMap(choiceOf),
    people: targets.flatMap((target) => (target.kind === 'person' ? [target.staffId] : [])),
    minutes: SEVERITIES.map((severity) => String(minutes[severity] ?? '')),
  }));
  return withRoom(drafts);
}

function withRoom(drafts: readonly StepDraft[]): readonly StepDraft[] {
  return drafts.length < MOST_STEPS ? [...drafts, EMPTY] : drafts;
}

function choiceOf(target: Target): readonly RoleChoice[] {
  if (target.kind === 'person') return [];
  return ROLE_CHOICES.filter((choice) => choice === `${target.role}:${target.within}`);
}

/** What was posted: steps to save, or the form again with what is wrong beside its fields. */
export function readPolicyForm(posted: PostedForm, candidates: readonly NamedPerson[]) {
  const form = new FormReading(posted);
  const drafts = Array.from({ length: MOST_STEPS }, (_, place) => stepIn(form, place)).filter(isFilled);
  const steps = drafts.map((draft, place) => stepOf(form, { draft, place, candidates }));
  if (steps.length === 0) form.blame('', 'policy.fault.noSteps');
  const unheard = SEVERITIES.find((severity) => steps.every(({ minutes }) => minutes[severity] === null));
  if (steps.length > 0 && unheard !== undefined) form.blame('', 'policy.fault.unheard', { level: unheard });
  return { steps, drafts: withRoom(drafts), faults: form.faults };
}

function stepIn(form: FormReading, place: number): StepDraft {
  return {
    roles: form.choices(`roles-${place}`, ROLE_CHOICES),
    people: form.many(`people-${place}`),
    minutes: SEVERITIES.map((severity) => form.text(`minutes-${place}-${severity}`)),
  };
}

function isFilled({ roles, people, minutes }: StepDraft): boolean {
  return roles.length > 0 || people.length > 0 || minutes.some((text) => text !== '');
}

interface Given {
  readonly draft: StepDraft;
  readonly place: number;
  readonly candidates: readonly NamedPerson[];
}

function stepOf(form: FormReading, { draft, place, candidates }: Given): Step {
  const people = candidates.filter(({ id }) => draft.people.includes(id));
  if (draft.roles.length + people.length === 0) form.blame(`roles-${place}`, 'policy.fault.nobody');
  const times = draft.minutes.map((text) => minutesIn(text));
  if (times.some((time) => time === 'wrong'))
    form.blame(`minutes-${place}`, 'policy.fault.minutes', { min: SHORTEST_MINUTES, max: LONGEST_MINUTES });
  else if (times.every((time) => time === null)) form.blame(`minutes-${place}`, 'policy.fault.noTime');
  const [one, two, three, four] = times.map((time) => (time === 'wrong' ? null : time));
  return {
    targets: [
      ...draft.roles.map(roleTarget),
      ...people.map(({ id }): Target => ({ kind: 'person', staffId: id })),
    ],
    minutes: { 1: one ?? null, 2: two ?? null, 3: three ?? null, 4: four ?? null },
  };
}

function minutesIn(text: string): number | null | 'wrong' {
  if (text === '') return null;
  const minutes = Number(text);
  return Number.isInteger(minutes) && minutes >= SHORTEST_MINUTES && minutes <= LONGEST_MINUTES
    ? minutes
    : 'wrong';
}

const TARGETS: Readonly<Record<RoleChoice, Target>> = {
  'community_manager:programme': { kind: 'role', role: 'community_manager', within: 'programme' },
  'safeguarding_lead:programme': { kind: 'role', role: 'safeguarding_lead', within: 'programme' },
  'commander_on_duty:programme': { kind: 'role', role: 'commander_on_duty', within: 'programme' },
  'safeguarding_lead:organisation': { kind: 'role', role: 'safeguarding_lead', within: 'organisation' },
  'commander_on_duty:organisation': { kind: 'role', role: 'commander_on_duty', within: 'organisation' },
  'admin:organisation': { kind: 'role', role: 'admin', within: 'organisation' },
};

function roleTarget(choice: RoleChoice): Target {
  return TARGETS[choice];
}
