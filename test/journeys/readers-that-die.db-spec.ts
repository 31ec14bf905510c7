import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Examiner } from '../../src/detection/index.js';
import { ReceiveDelivery } from '../../src/intake/index.js';
import { SystemClock } from '../../src/platform/system-clock.js';
import { random } from '../factories/traffic.js';
import { anExaminerWithModel } from '../harness/breakable-model.js';
import { countOf } from '../harness/count.js';
import { FakeClock } from '../harness/fake-clock.js';
import { aProduct } from '../harness/product.js';
import { aService } from '../harness/service.js';
import { until } from '../harness/until.js';
import { aWorkerOf } from '../harness/worker.js';
import { aNeighbourhood, signatureOf, walkAll } from './neighbourhood.js';

/** Real workers load the model and compile every detector before they read; on a busy machine that takes a while. */
const TIMEOUT_MS = 300_000;

const TINY = fileURLToPath(new URL('../fixtures/models/tiny', import.meta.url));
const ROUNDS = 4;
/** More than two batches of a second reading. */
const MESSAGES = 150;

const clock = new FakeClock(new SystemClock().now());
const service = await aService({ clock, environment: { MLINZI_WORKERS_IN_PROCESS: 'false' } });
const { app, database } = service;
const product = await aProduct();
await cp(TINY, join(product, 'models/tiny'), { recursive: true });

afterAll(() => rm(product, { recursive: true, force: true }));

const aWorker = () => aWorkerOf(service, { product });

const count = (from: string) => countOf(database, from);
const waiting = () => count('message WHERE read_again_due_at IS NOT NULL');
const held = () => count('message WHERE read_again_due_at > now()');

/** As if the ten minutes of their leases had passed since they died. */
async function letLeasesRunOut(): Promise<void> {
  await database.ownerQuery(
    `UPDATE message SET read_again_due_at = now() - interval '1 second' WHERE read_again_due_at IS NOT NULL`,
  );
}

/** A group's messages, walked while the model cannot be used. */
async function messagesNobodyRead(): Promise<void> {
  const { model, examiner } = anExaminerWithModel('lantern');
  model.broken = true;
  const here = await aNeighbourhood(app, () => clock.now());
  app.get(Examiner).examine = (batch, material) => examiner.examine(batch, material);
  const channel = await here.aChannelFor('group', await here.aScannedGroup('Nairobi_Teachers_Group1'));
  const messages = Array.from({ length: MESSAGES }, (_, n) => ({
    id: `m${n}`,
    sender: { handle: `member-${n % 9}` },
    sentAt: new Date(clock.now().getTime() - 60_000 + n).toISOString(),
    text: `The lesson of class ${n} starts at nine in the small room by the gate`,
  }));
  const body = JSON.stringify({ id: 'd', group: 'group', messages });
  const headers = signatureOf(body, channel.secret, clock.now());
  await app.get(ReceiveDelivery).execute(channel.id, { body: Buffer.from(body), headers });
  await walkAll(app);
}

describe('Workers that are killed in the middle of a second reading', () => {
  it(
    'leave every message to the next, and none is read, flagged or told of twice',
    async () => {
      await messagesNobodyRead();
      expect(await waiting()).toBe(MESSAGES);
      await letLeasesRunOut();
      const chance = random(5);
      let killedInTheMiddle = 0;
      for (let round = 0; round < ROUNDS && (await waiting()) > 0; round += 1) {
        const workers = await Promise.all([aWorker(), aWorker()]);
        const before = await waiting();
        // Some rounds end while the first batch is under way, some after it was kept.
        await until(
          async () => (round % 2 === 0 ? (await held()) > 0 : (await waiting()) < before),
          TIMEOUT_MS,
        );
        await pause(chance() * 60);
        for (const { child } of workers) child.kill('SIGKILL');
        await Promise.all(workers.map((worker) => worker.ended()));
        if ((await held()) > 0) killedInTheMiddle += 1;
        await letLeasesRunOut();
      }
      expect(killedInTheMiddle).toBeGreaterThan(0);
      const last = await aWorker();
      await until(async () => (await waiting()) === 0, TIMEOUT_MS);
      last.child.kill('SIGKILL');
      await last.ended();
      const [told] = await database.ownerQuery<{ read: number; changed: number }>(
        `SELECT sum((details ->> 'read')::integer)::integer AS read,
           sum((details ->> 'updated')::integer + (details ->> 'withdrawn')::integer + (details ->> 'flagged')::integer)::integer AS changed
         FROM audit_entry WHERE act = 'messages.read_again'`,
      );
      expect(told).toEqual({ read: MESSAGES, changed: MESSAGES });
      expect(await count('flag WHERE read_again_at IS NOT NULL')).toBe(MESSAGES);
      expect(await count(`audit_entry WHERE act IN ('flag.withdrawn', 'flag.reassessed')`)).toBe(MESSAGES);
      const twice = `SELECT FROM flag GROUP BY message_id HAVING count(*) > 1
        UNION ALL SELECT FROM audit_entry WHERE act LIKE 'flag.%' AND actor_id = 'read-again' GROUP BY object_id HAVING count(*) > 1`;
      expect(await database.ownerQuery(twice)).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
