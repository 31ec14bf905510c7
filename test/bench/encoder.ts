import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuUsage, env, memoryUsage } from 'node:process';
import { heldOutFrames } from '../../src/commands/evaluate/held-out-frames.js';
import { INSTALLED, openModel, shippedScreen } from '../../src/detection/model/shared-models.js';
import { SHIPPED_MODELS } from '../../src/detection/model/shipped-models.js';
import { AutoTokenizer } from '@xenova/transformers';
import { report, round } from './bench.js';
import type { Figure } from './bench.js';

/**
 * `npm run -s bench:encoder`: messages a second through the encoder, every one of them read, and one alone. With
 * `MLINZI_BENCH_PYTHON=<python with torch and transformers>` the same architecture is timed in PyTorch on the same texts.
 */
const MESSAGES = 2_000;
const ALONE = 200;

/** Held-out frames, in the corpus's mix of languages; two thirds of the messages are two of them, which makes 28 tokens. */
const written = heldOutFrames(join(SHIPPED_MODELS, 'corpus')).map(({ text }) => text);
const every = Math.max(1, Math.floor(written.length / (2 * MESSAGES)));
const sampled = written.filter((_, at) => at % every === 0);
const rows = Array.from({ length: MESSAGES }, (_, at) =>
  sampled.slice(2 * at, 2 * at + (at % 3 === 0 ? 1 : 2)).join(' '),
);

const installed = INSTALLED.find((model) => model.kind === 'installed');
if (!installed) throw new Error('No model is installed in models/');
const model = openModel(installed);

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}

async function measured(): Promise<Figure[]> {
  const before = memoryUsage.rss();
  const loading = performance.now();
  await model.read(['good morning, everybody']);
  const loaded = performance.now() - loading;
  const started = performance.now();
  const spent = cpuUsage();
  const readings = await model.read(rows);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = cpuUsage(spent);
  const tokenizer = await AutoTokenizer.from_pretrained(installed?.folder ?? '', { local_files_only: true });
  const cutting = performance.now();
  const lengths = rows.map((text) => tokenizer.encode(text).length);
  const tokenising = performance.now() - cutting;
  const tokens = readings.reduce((sum, reading) => sum + reading.tokens, 0);
  const alone: number[] = [];
  for (const text of rows.slice(0, ALONE)) {
    const at = performance.now();
    // Another text than any read before: readings are remembered.
    await model.read([`${text} .`]);
    alone.push(performance.now() - at);
  }
  const screen = shippedScreen();
  const screening = performance.now();
  const passing = screen ? rows.filter((text) => screen.passes(text)).length : rows.length;
  const screened = (performance.now() - screening) / rows.length;
  return [
    {
      name: 'every message through the encoder',
      value: round(rows.length / seconds),
      unit: 'messages/s',
      target: '>= 300',
    },
    {
      name: 'processor time a message',
      value: round((user + system) / 1000 / rows.length, 2),
      unit: 'ms, all cores',
      target: null,
    },
    {
      name: 'tokenisation',
      value: round((100 * tokenising) / (seconds * 1000), 1),
      unit: '% of that time',
      target: null,
    },
    { name: 'tokens a message', value: round(tokens / rows.length, 1), unit: 'on average', target: '28' },
    { name: 'one message alone, median', value: round(quantile(alone, 0.5), 1), unit: 'ms', target: null },
    { name: 'one message alone, p95', value: round(quantile(alone, 0.95), 1), unit: 'ms', target: '<= 20' },
    { name: 'weights and tokenizer loaded in', value: round(loaded), unit: 'ms', target: null },
    { name: 'memory they take', value: round((memoryUsage.rss() - before) / 1e6), unit: 'MB', target: null },
    { name: 'screen', value: round(1000 * screened, 1), unit: 'µs a message', target: null },
    {
      name: 'messages that pass the screen',
      value: round((100 * passing) / rows.length, 1),
      unit: '% (half of the corpus is harm)',
      target: null,
    },
    ...inPyTorch(rows.length / seconds, lengths),
  ];
}

const PYTORCH = `
import json, sys, time, torch
from transformers import BertConfig, BertModel
asked = json.load(sys.stdin)
torch.set_num_threads(asked["threads"])
network = BertModel(BertConfig(**asked["config"])).eval()
lengths = sorted(asked["lengths"])
batches = [lengths[at:at + 32] for at in range(0, len(lengths), 32)]
with torch.inference_mode():
    start = time.perf_counter()
    for batch in batches:
        ids = torch.randint(5, 1000, (len(batch), batch[-1]))
        network(input_ids=ids, attention_mask=torch.ones_like(ids))
    print(len(lengths) / (time.perf_counter() - start))
`;

/** The same layers in fp32 on inputs of the same lengths, batches of 32 by length: what a plain port would give. */
function inPyTorch(ours: number, all: readonly number[]): Figure[] {
  const python = env.MLINZI_BENCH_PYTHON;
  if (python === undefined || !installed) return [];
  const config = JSON.parse(readFileSync(join(installed.folder, 'config.json'), 'utf8')) as object;
  const lengths = all.slice(0, 500).map((length) => Math.min(128, length));
  const input = JSON.stringify({ config, lengths, threads: 2 });
  const theirs = Number(
    execFileSync(python, ['-c', PYTORCH], { input, stdio: ['pipe', 'pipe', 'ignore'] }).toString(),
  );
  return [
    { name: 'the same layers in PyTorch, fp32', value: round(theirs), unit: 'messages/s', target: null },
    { name: 'ours to PyTorch', value: round(ours / theirs, 1), unit: 'times', target: '10' },
  ];
}

await report({
  data: `${rows.length} messages of one or two held-out frames of models/corpus, one frame in ${every}`,
  method: `${installed.manifest.name}@${installed.manifest.version}, one process, batches by length, no screen; tokenisation included`,
  run: measured,
});
