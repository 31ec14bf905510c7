import 'reflect-metadata';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import process, { argv } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { traffic } from '../factories/traffic.js';
import { signatureOf } from '../journeys/neighbourhood.js';

/** The sender of the delivery bench, in a process of its own: `send.js URL SECRET PER-SECOND SECONDS NAME`. */
const [, , url = '', secret = '', perSecond = '200', seconds = '20', name = ''] = argv;

const times = await onSchedule(Number(perSecond), Number(seconds));
process.send?.(times);

/** Sends at the given pace whatever the answers take; milliseconds from the due moment to the answer. */
async function onSchedule(rate: number, length: number): Promise<readonly number[]> {
  const started = performance.now();
  const sent: Promise<number>[] = [];
  let n = 0;
  for (const { sender, at, text } of traffic({ messages: rate * length, seed: 5 })) {
    const due = started + (n * 1000) / rate;
    if (due > performance.now()) await pause(due - performance.now());
    const message = { id: `${name}${n}`, sender: { handle: sender }, sentAt: at.toISOString(), text };
    const body = JSON.stringify({ id: `${name}${n}`, group: 'group', messages: [message] });
    sent.push(deliver(body).then(() => performance.now() - due));
    n += 1;
  }
  return Promise.all(sent);
}

/** On a connection of its own, as most senders of webhooks do. */
async function deliver(body: string): Promise<void> {
  const now = new Date(performance.timeOrigin + performance.now());
  const sent = request(url, { method: 'POST', headers: signatureOf(body, secret, now), agent: false });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  if (answer.statusCode !== 202) throw new Error(`A delivery was answered ${answer.statusCode}`);
}
