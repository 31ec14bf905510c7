import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { RunPipeline } from '../../src/pipeline/index.js';
import { whatsAppExport } from '../factories/traffic.js';
import { bring } from '../journeys/neighbourhood.js';
import { finished, inPlace, report, round } from './bench.js';
import type { Figure } from './bench.js';

const PER_SECOND = 200;
const SECONDS = 20;
const WARM_UP_SECONDS = 5;
const BESIDE = 6_000;

await report({
  data: `${PER_SECOND} signed deliveries of one message a second for ${SECONDS} s: alone, then beside an import of ${BESIDE} messages`,
  method: `on schedule over loopback from another process on the same cores, the worker in the service's; after ${WARM_UP_SECONDS} s of warm-up; time from the due moment to the answer`,
  run: () =>
    inPlace(async ({ app, rooms, here }) => {
      const groupId = await here.aScannedGroup('Deliveries');
      const channel = await here.aChannelFor('group', groupId);
      const url = `${await app.getUrl()}/api/v1/channels/${channel.id}/deliveries`;
      rooms.get(RunPipeline).start('bench');
      const sender = { url, secret: channel.secret };
      await deliver(sender, 'warm', WARM_UP_SECONDS);
      const alone = figures('alone', await deliver(sender, 'alone', SECONDS), '<= 50');
      const text = whatsAppExport({ messages: BESIDE });
      const { id } = await bring(rooms, here.founder, { groupId: await here.aScannedGroup('Import'), text });
      const beside = figures('beside an import', await deliver(sender, 'beside', SECONDS), null);
      await finished(rooms, here, [id]);
      await rooms.get(RunPipeline).stop();
      return [...alone, ...beside];
    }),
});

async function deliver(
  sender: { readonly url: string; readonly secret: string },
  name: string,
  seconds: number,
): Promise<readonly number[]> {
  const script = fileURLToPath(new URL('./send.js', import.meta.url));
  const child = fork(script, [sender.url, sender.secret, String(PER_SECOND), String(seconds), name]);
  const failed = once(child, 'exit').then(() => {
    throw new Error('The sender ended before it had sent everything');
  });
  const [times] = (await Promise.race([once(child, 'message'), failed])) as [readonly number[]];
  failed.catch(() => undefined);
  return times.toSorted((a, b) => a - b);
}

function figures(when: string, times: readonly number[], target: string | null): readonly Figure[] {
  const at = (share: number) => round(times[Math.floor(times.length * share)] ?? 0, 1);
  return [
    { name: `acknowledged ${when}, median`, value: at(0.5), unit: 'ms', target: null },
    { name: `acknowledged ${when}, p99`, value: at(0.99), unit: 'ms', target },
  ];
}
