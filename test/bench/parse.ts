import { openExport } from '../../src/channels/index.js';
import { whatsAppExport } from '../factories/traffic.js';
import { report, round } from './bench.js';

const LINES = 300_000;

/** Bytes the size of what a file system hands out. */
const CHUNK = 64 * 1024;

await report({
  data: `a WhatsApp export of ${LINES} lines in memory, six languages`,
  method: 'openExport and every entry read once, after one warm-up over a tenth',
  run: async () => {
    await read(whatsAppExport({ messages: LINES / 10 }));
    const text = whatsAppExport({ messages: LINES });
    const started = performance.now();
    const entries = await read(text);
    const seconds = (performance.now() - started) / 1000;
    if (entries !== LINES) throw new Error(`${LINES} lines became ${entries} entries`);
    return [{ name: 'parse', value: round(LINES / seconds), unit: 'lines/s', target: '>= 100000' }];
  },
});

async function read(text: string): Promise<number> {
  const bytes = Buffer.from(text);
  async function* stream(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += CHUNK)
      yield await Promise.resolve(bytes.subarray(at, at + CHUNK));
  }
  const source = { name: 'chat.txt', bytes: bytes.length, stream, media: new Map() };
  const opened = await openExport(source, { timezone: 'Africa/Nairobi' });
  if (opened.kind === 'refused') throw new Error(opened.reason);
  let entries = 0;
  for await (const batch of opened.entries()) entries += batch.length;
  return entries;
}
