import { performance } from 'node:perf_hooks';
import { SequenceEntries, VerifyLog } from '../../src/audit/index.js';
import { AuditTrail } from '../../src/kernel/audit-trail.js';
import { UnitOfWork } from '../../src/kernel/transaction.js';
import type { Place } from './bench.js';
import { inPlace, report, round } from './bench.js';

const ACTS = 20_000;
const ENTRIES_PER_ACT = 1;
const WRITERS = 8;
/** What an installation of years holds. */
const LEAVES = 1_000_000;
const FILL = 10_000;

function percentile(values: readonly number[], share: number): number {
  return (
    values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
  );
}

/** Acts of several people at once, each its own transaction, sequenced beside them by one worker. */
async function writing({ rooms, here }: Place): Promise<{ perSecond: number; provableMs: number }> {
  const [work, trail, sequence] = [rooms.get(UnitOfWork), rooms.get(AuditTrail), rooms.get(SequenceEntries)];
  const context = {
    organisationId: here.organisationId,
    actor: { kind: 'service', id: 'bench' },
    purpose: 'bench',
  } as const;
  const object = { kind: 'flag', id: here.organisationId };
  let waiting: number[] = [];
  const waits: number[] = [];
  let done = 0;
  const act = async () => {
    await work.run(context, (tx) => trail.record(tx, { act: 'flag.read', object, outcome: 'done' }));
    waiting.push(performance.now());
    done += 1;
  };
  while ((await sequence.step()) > 0);
  const began = performance.now();
  const writers = Array.from({ length: WRITERS }, async () => {
    while (done < ACTS) await act();
  });
  const over = { yet: false };
  // Places are given in the order of commits: what was committed when a look began is covered once as many are placed.
  let placed = 0;
  const sequencer = (async () => {
    while (!over.yet || waiting.length > 0) {
      const [taken, target] = [waiting, done];
      waiting = [];
      while (placed < target) placed += await sequence.step();
      const now = performance.now();
      for (const since of taken) waits.push(now - since);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  await Promise.all(writers);
  const seconds = (performance.now() - began) / 1000;
  over.yet = true;
  await sequencer;
  return { perSecond: (done * ENTRIES_PER_ACT) / seconds, provableMs: percentile(waits, 0.99) };
}

/** A million entries the ordinary way, in fat transactions; then the whole log is read and checked. */
async function verifying({ rooms, here }: Place): Promise<{ seconds: number; entries: number }> {
  const [work, trail, sequence] = [rooms.get(UnitOfWork), rooms.get(AuditTrail), rooms.get(SequenceEntries)];
  const actor = { kind: 'service', id: 'bench' } as const;
  const context = { organisationId: here.organisationId, actor, purpose: 'bench' } as const;
  const object = { kind: 'flag', id: here.organisationId };
  for (let made = 0; made < LEAVES; made += FILL) {
    await work.run(context, async (tx) => {
      for (let turn = 0; turn < FILL; turn += 1)
        await trail.record(tx, { act: 'flag.read', object, outcome: 'done', details: { turn } });
    });
    while ((await sequence.step()) > 0);
  }
  const began = performance.now();
  const verdict = await rooms.get(VerifyLog).execute(context);
  const seconds = (performance.now() - began) / 1000;
  if (verdict.kind !== 'ok') throw new Error(`The log of the bench is not whole: ${verdict.fault.why}`);
  return { seconds, entries: verdict.entries };
}

await report({
  data: `${ACTS} acts in transactions of their own by ${WRITERS} at once; then a log of ${LEAVES} entries`,
  method:
    'embedded PostgreSQL, one process; provable = from commit to a signed checkpoint that covers the entry',
  run: () =>
    inPlace(async (place) => {
      const { perSecond, provableMs } = await writing(place);
      const { seconds, entries } = await verifying(place);
      return [
        { name: 'entries written', value: round(perSecond), unit: 'a second', target: '>= 1500' },
        { name: 'provable after, 99th percentile', value: round(provableMs), unit: 'ms', target: '<= 2000' },
        {
          name: `database log of ${entries} verified in`,
          value: round(seconds, 1),
          unit: 's',
          target: '<= 20',
        },
      ];
    }),
});
