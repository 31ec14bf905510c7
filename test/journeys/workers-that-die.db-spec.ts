import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ReceiveDelivery } from '../../src/intake/index.js';
import { SystemClock } from '../../src/platform/system-clock.js';
import { random, whatsAppExport } from '../factories/traffic.js';
import { countOf } from '../harness/count.js';
import { FakeClock } from '../harness/fake-clock.js';
import { aService } from '../harness/service.js';
import { until } from '../harness/until.js';
import { aWorkerOf } from '../harness/worker.js';
import { aNeighbourhood, bring, signatureOf } from './neighbourhood.js';

/** Real workers compile every detector before their first batch; on a busy machine that takes a while. */
const TIMEOUT_MS = 300_000;

const ROUNDS = 4;
const DELIVERIES = 60;
const EXPORTED = 1_500;

const clock = new FakeClock(new SystemClock().now());
const service = await aService({ clock, environment: { MLINZI_WORKERS_IN_PROCESS: 'false' } });
const { app, database } = service;

const waiting = () => countOf(database, 'delivery');
const stored = () => countOf(database, 'message');

/** As if the minute of their leases had passed since they died. */
async function letLeasesRunOut(): Promise<void> {
  await database.ownerQuery(
    `UPDATE traffic_lane SET leased_until = now() - interval '1 second' WHERE leased_by IS NOT NULL`,
  );
}

describe('workers that are killed at any instant', () => {
  it(
    'lose nothing that was accepted, and store and flag nothing twice',
    async () => {
      const here = await aNeighbourhood(app, () => clock.now());
      const [exported, delivered] = [await here.aScannedGroup('Export'), await here.aScannedGroup('Channel')];
      const channel = await here.aChannelFor('group', delivered);
      await bring(app, here.founder, {
        groupId: exported,
        text: whatsAppExport({ messages: EXPORTED, seed: 3 }),
      });
      for (let n = 0; n < DELIVERIES; n += 1) {
        const messages = [0, 1].map((place) => ({
          id: `${n}-${place}`,
          sender: { handle: `member-${n % 7}` },
          sentAt: '2025-11-22T10:00:00Z',
          text: `Pay the ${n} USD registration fee today or lose your place, call agent ${place}`,
        }));
        const body = JSON.stringify({ id: `d${n}`, group: 'group', messages });
        const headers = signatureOf(body, channel.secret, clock.now());
        await app.get(ReceiveDelivery).execute(channel.id, { body: Buffer.from(body), headers });
      }
      const chance = random(11);
      for (let round = 0; round < ROUNDS && (await waiting()) > 0; round += 1) {
        const workers = await Promise.all([aWorkerOf(service), aWorkerOf(service)]);
        const before = await waiting();
        // Some rounds end while the first batch is under way, some after it was stored.
        await until(async () => {
          const held = await database.ownerQuery('SELECT FROM traffic_lane WHERE leased_by IS NOT NULL');
          return round % 2 === 0 ? held.length > 0 : (await waiting()) < before;
        }, TIMEOUT_MS);
        await pause(chance() * 300);
        for (const { child } of workers) child.kill('SIGKILL');
        await Promise.all(workers.map((worker) => worker.ended()));
        await letLeasesRunOut();
      }
      const last = await aWorkerOf(service);
      await until(async () => (await waiting()) === 0, TIMEOUT_MS);
      last.child.kill('SIGTERM');
      expect(await last.ended()).toBe(0);
      expect(await stored()).toBe(EXPORTED + 2 * DELIVERIES);
      const [import_] = await database.ownerQuery(
        'SELECT walked, duplicates, refused, finished_at IS NOT NULL AS finished FROM import',
      );
      expect(import_).toEqual({ walked: EXPORTED, duplicates: 0, refused: 0, finished: true });
      const twice = await database.ownerQuery(
        `SELECT FROM message GROUP BY id HAVING count(*) > 1
         UNION ALL SELECT FROM flag GROUP BY message_id HAVING count(*) > 1`,
      );
      expect(twice).toEqual([]);
      const [flags] = await database.ownerQuery<{ raised: number; told: number }>(
        `SELECT (SELECT count(*) FROM flag)::integer AS raised, (SELECT sum((details ->> 'flagged')::integer)
           FROM audit_entry WHERE act = 'messages.walked')::integer AS told`,
      );
      expect(flags?.raised).toBeGreaterThan(0);
      expect(flags?.told).toBe(flags?.raised);
    },
    TIMEOUT_MS,
  );
});
