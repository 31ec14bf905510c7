import type { StaffId } from '../../kernel/ids.js';
import type { Playbook, PlaybookStep, StepGate } from './playbook.js';

/** How far a step has come in one incident. */
export interface StepProgress {
  readonly step: string;
  readonly state: 'open' | 'done' | 'waived';
  readonly owner: StaffId | null;
  readonly dueAt: Date;
  readonly outcome: string | null;
  readonly endedAt: Date | null;
  readonly endedBy: StaffId | null;
}

/**
 * The steps that stand on the list now, in order. A step with outcomes opens the way behind it only when it is known how
 * it turned out; a waived one leads where its first outcome leads, so that waiving never skips what would have followed.
 */
export function reachedSteps(
  playbook: Playbook,
  progress: ReadonlyMap<string, StepProgress>,
): readonly PlaybookStep[] {
  const steps = new Map(playbook.steps.map((step) => [step.id, step]));
  const reached: PlaybookStep[] = [];
  let step = playbook.steps[0];
  while (step) {
    reached.push(step);
    const next = nextOf(step, progress.get(step.id));
    step = next === null ? undefined : steps.get(next);
  }
  return reached;
}

function nextOf(step: PlaybookStep, progress: StepProgress | undefined): string | null {
  const [first] = step.outcomes;
  if (!first) return step.next;
  if (!progress || progress.state === 'open') return null;
  const chosen = step.outcomes.find(({ id }) => id === progress.outcome) ?? first;
  return chosen.next;
}

/** What still holds a move back: required steps of this gate and of those before it, and any fork not yet taken. */
export function holdingBack(
  playbook: Playbook,
  progress: ReadonlyMap<string, StepProgress>,
  gate: StepGate,
): readonly PlaybookStep[] {
  return reachedSteps(playbook, progress).filter((step) => {
    const isOpen = (progress.get(step.id)?.state ?? 'open') === 'open';
    const isInTime = gate === 'resolve' || step.before === 'contain';
    return isOpen && step.required && (isInTime || step.outcomes.length > 0);
  });
}
