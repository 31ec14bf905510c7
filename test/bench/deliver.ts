import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { RunPipeline } from '../../src/pipeline/index.js';
import { traffic, whatsAppExport } from '../factories/traffic.js';
import { bring, signatureOf } from '../journeys/neighbourhood.js';
import { finished, inPlace, report, round } from './bench.js';

const PER_SECOND = 200;
const SECONDS = 20;
const BESIDE = 6_000;

await report({
  data: `${PER_SECOND * SECONDS} signed deliveries of one message each, beside an import of ${BESIDE} messages`,
  method: `${PER_SECOND} requests a second on schedule over loopback, the worker in the same process; time to the answer`,
  run: () =>
    inPlace(async ({ app, rooms, here }) => {
      const groupId = await here.aScannedGroup('Deliveries');
      const channel = await here.aChannelFor('group', groupId);
      const text = whatsAppExport({ messages: BESIDE });
      const { id } = await bring(rooms, here.founder, { groupId: await here.aScannedGroup('Import'), text });
      const url = `${await app.getUrl()}/api/v1/channels/${channel.id}/deliveries`;
      rooms.get(RunPipeline).start('bench');
      const times = await onSchedule(async (body) => {
        const headers = signatureOf(
          body,
          channel.secret,
          new Date(performance.timeOrigin + performance.now()),
        );
        const status = await post(url, body, headers);
        if (status !== 202) throw new Error(`A delivery was answered ${status}`);
      });
      await finished(rooms, here, [id]);
      await rooms.get(RunPipeline).stop();
      const at = (share: number) => round(times[Math.floor(times.length * share)] ?? 0, 1);
      return [
        { name: 'acknowledged, median', value: at(0.5), unit: 'ms', target: null },
        { name: 'acknowledged, p99', value: at(0.99), unit: 'ms', target: '<= 50' },
      ];
    }),
});

/** Sends at the given pace whatever the answers take; milliseconds from the due moment to the answer, sorted. */
async function onSchedule(send: (body: string) => Promise<void>): Promise<readonly number[]> {
  const started = performance.now();
  const sent: Promise<number>[] = [];
  let n = 0;
  for (const { sender, at, text } of traffic({ messages: PER_SECOND * SECONDS, seed: 5 })) {
    const due = started + (n * 1000) / PER_SECOND;
    if (due > performance.now()) await pause(due - performance.now());
    const message = { id: String(n), sender: { handle: sender }, sentAt: at.toISOString(), text };
    const body = JSON.stringify({ id: `d${n}`, group: 'group', messages: [message] });
    sent.push(send(body).then(() => performance.now() - due));
    n += 1;
  }
  return (await Promise.all(sent)).sort((a, b) => a - b);
}

/** On a connection of its own, as most senders of webhooks do. */
async function post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const sent = request(url, { method: 'POST', headers, agent: false });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode ?? 0;
}
