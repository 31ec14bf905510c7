import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aCommunity } from '../../../test/harness/community.js';
import { workOf } from '../../../test/harness/database.js';
import { Escalation } from '../../kernel/escalation.js';
import type { EscalationSubject } from '../../kernel/escalation.js';
import type { StaffId } from '../../kernel/ids.js';
import type { Role } from '../../kernel/principal.js';
import { SEVERITIES } from '../../kernel/severity.js';
import type { Severity } from '../../kernel/severity.js';
import type { Transaction } from '../../kernel/transaction.js';
import { AddUser } from '../../people/index.js';
import { FireDueSteps } from '../index.js';

const community = await aCommunity();
const { database, founder, programmeId } = community;
const escalation = community.get(Escalation);
const fire = community.get(FireDueSteps);

const inside = <T>(work: (tx: Transaction) => Promise<T>) =>
  database.unitOfWork.run(workOf(community.organisationId), work);

async function aColleague(role: Role): Promise<StaffId> {
  const input = { name: role, password: 'maji ya kunywa safi', language: 'en', groupId: null };
  const email = `${role}@example.org`;
  const added = await community.get(AddUser).byStaff(founder, { ...input, email, role, programmeId });
  if (added.kind === 'refused') throw new Error(added.reason);
  return added.staffId;
}

const PEOPLE = [
  founder.staffId,
  await aColleague('safeguarding_lead'),
  await aColleague('community_manager'),
] as const;

/** Everything that can happen to a run, in any order. */
type Event =
  | { readonly kind: 'answer' | 'exclude'; readonly person: number }
  | { readonly kind: 'resume' | 'fire' | 'stop' }
  | { readonly kind: 'reassess'; readonly severity: Severity }
  | { readonly kind: 'wait'; readonly minutes: number };

const person = fc.integer({ min: 0, max: PEOPLE.length - 1 });
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('fire' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 300 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('answer' as const), person }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('resume' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('reassess' as const),
      severity: fc.constantFrom(...SEVERITIES),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('exclude' as const), person }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stop' as const) }) },
);

async function happen(subject: EscalationSubject, what: Event): Promise<void> {
  switch (what.kind) {
    case 'answer':
      await inside((tx) => escalation.acknowledge(tx, subject, PEOPLE[what.person] ?? founder.staffId));
      return;
    case 'exclude':
      await inside((tx) => escalation.exclude(tx, subject, [PEOPLE[what.person] ?? founder.staffId]));
      return;
    case 'resume':
      await inside((tx) => escalation.resume(tx, subject));
      return;
    case 'stop':
      await inside((tx) => escalation.stop(tx, subject));
      return;
    case 'reassess':
      await inside((tx) => escalation.reassess(tx, subject, what.severity));
      return;
    case 'fire':
      await fire.execute();
      return;
    case 'wait':
      database.clock.advance({ minutes: what.minutes });
      return;
  }
}

interface State {
  readonly state: 'waiting' | 'held' | 'ended';
  readonly due_at: Date | null;
  readonly excluded: readonly string[];
  readonly acknowledged_by: string | null;
  readonly unanswerable: boolean;
  readonly told: number;
  readonly told_excluded: number;
}

async function stateOf({ id }: EscalationSubject): Promise<State> {
  const [row] = await database.ownerQuery<State>(
    `SELECT r.state, r.due_at, r.excluded, r.acknowledged_by, r.unanswerable,
        (SELECT count(*)::integer FROM escalation_notice n WHERE n.run_id = r.id) AS told,
        (SELECT count(*)::integer FROM escalation_notice n
          WHERE n.run_id = r.id AND n.staff_id = ANY (r.excluded) AND n.state <> 'withdrawn') AS told_excluded
      FROM escalation_run r WHERE r.subject_id = $1`,
    [id],
  );
  if (!row) throw new Error('The run is gone');
  return row;
}

/** Every run begins here, so that the log always has a partition for its entries. */
const START = database.clock.now();

/** The longest any run may sleep: an answer that nobody renews. */
const LONGEST_MS = 12 * 3_600_000;

function expectSound(run: State): void {
  if (run.state === 'ended') return;
  expect(run.due_at?.getTime()).toBeLessThanOrEqual(database.clock.now().getTime() + LONGEST_MS);
  expect(run.told_excluded).toBe(0);
  if (run.state === 'held') expect(run.excluded).not.toContain(run.acknowledged_by);
}

describe('Whatever happens to a run, in any order', () => {
  it('it has a time at which something happens, tells nobody who is named, and is never silent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...SEVERITIES),
        fc.array(event, { maxLength: 14 }),
        async (severity, events) => {
          database.clock.set(START);
          const subject: EscalationSubject = { kind: 'incident', id: randomUUID() };
          await inside((tx) =>
            escalation.start(tx, {
              subject,
              programmeId,
              severity,
              harm: null,
              reference: 'M',
              excluded: [],
            }),
          );
          for (const one of events) {
            await happen(subject, one);
            expectSound(await stateOf(subject));
          }
          const before = await stateOf(subject);
          database.clock.advance({ hours: 12 });
          await fire.execute();
          const after = await stateOf(subject);
          if (before.state !== 'ended') expect(after.told > before.told || after.unanswerable).toBe(true);
          if (before.state === 'ended') expect(after.told).toBe(before.told);
          await inside((tx) => escalation.stop(tx, subject));
        },
      ),
      { numRuns: 40 },
    );
  });
});
