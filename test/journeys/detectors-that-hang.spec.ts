import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { promisify } from 'node:util';
import { aProduct } from '../harness/product.js';

interface Outcome {
  readonly failures: readonly { readonly detector: string; readonly kind: string }[];
  readonly heard: readonly string[];
  readonly failedDetectors: number;
}

/** A copy of the built product in which one detector never comes back, and hangs are noticed after less than a second. */
let product: string;
beforeAll(async () => {
  product = await aProduct();
  await replace('src/detection/run-detector.js', /DETECTOR_BUDGET_MS = 10_000/, 'DETECTOR_BUDGET_MS = 400');
  await replace(
    'src/detection/detectors/media/index.js',
    /detect\(batch, ?\w*\) ?\{/,
    (head) => `${head} for (;;);`,
  );
});
afterAll(() => rm(product, { recursive: true, force: true }));

async function replace(file: string, what: RegExp, by: string | ((found: string) => string)): Promise<void> {
  const path = join(product, file);
  const text = await readFile(path, 'utf8');
  if (!what.test(text)) throw new Error(`${file} has changed: ${String(what)} is not in it`);
  await writeFile(path, typeof by === 'string' ? text.replace(what, by) : text.replace(what, by));
}

const EXAMINE = `
  const at = (path) => import(new URL('./src/' + path, import.meta.url));
  const { ThreadedExaminer, DETECTORS, InMemorySightings, InMemoryConversations, InMemoryNames } = await at('detection/index.js');
  const { VouchedGate } = await at('consent/index.js');
  const { newId } = await at('kernel/ids.js');
  const { SCAN_PURPOSES } = await at('kernel/message.js');
  const organisationId = newId();
  const inbound = { externalId: null, sender: { handle: 'a', name: 'A' }, sentAt: new Date(0), state: 'sent', forwarded: 'no',
    text: 'Send me the code you received by SMS and pay the registration fee today', media: [], ordinal: 0, line: 1 };
  const candidate = { id: newId(), groupId: newId(), memberId: newId(), inbound };
  const gate = new VouchedGate({ organisationId, purposes: SCAN_PURPOSES });
  const { admitted } = await gate.admit(null, [candidate]);
  const examiner = new ThreadedExaminer(DETECTORS.map(({ id }) => id));
  const { findings, failures } = await examiner.examine(admitted, { organisationId, now: new Date(0), groups: new Map(),
    identities: [], claims: [], sightings: new InMemorySightings(), conversations: new InMemoryConversations(), names: new InMemoryNames() });
  await examiner.close();
  const [{ signals, failedDetectors }] = findings;
  console.log(JSON.stringify({ failures, heard: signals.map(({ detector }) => detector), failedDetectors }));
`;

it('are ended with their thread and named, and the message is examined without them', async () => {
  await writeFile(join(product, 'examine.mjs'), `import 'reflect-metadata';\n${EXAMINE}`);
  const { stdout } = await promisify(execFile)(execPath, [join(product, 'examine.mjs')]);
  const { failures, heard, failedDetectors } = JSON.parse(stdout) as Outcome;
  expect(failures).toEqual([{ detector: 'media', kind: 'overran' }]);
  expect(heard).toContain('scam-signs');
  expect(failedDetectors).toBe(1);
});
