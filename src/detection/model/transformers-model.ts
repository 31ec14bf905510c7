import { availableParallelism } from 'node:os';
import type * as Transformers from '@xenova/transformers';
import type { PreTrainedTokenizer, Tensor } from '@xenova/transformers';
import { sigmoid } from './manifest/calibrate.js';
import type { InstalledModel } from './find-models.js';
import { lengthBuckets } from './length-buckets.js';
import type { Label, Manifest } from './manifest/manifest.js';
import { ModelUnusable } from './model.errors.js';
import { TextModel } from './text-model.js';
import type { ModelReading, Patience } from './text-model.js';
import { verifyModel } from './verify-model.js';
import { mostWindows, piecesOf, windowsOf } from './windows.js';

/** Past four, a compact encoder waits for memory, and the database beside it waits for the processor. */
const MOST_THREADS = 4;

/** The runtime with one model's weights in it. */
interface Weights {
  readonly tokenizer: PreTrainedTokenizer;
  /** Marks the tokenizer puts around every input. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  run(rows: readonly (readonly number[])[]): Promise<Readonly<Record<string, Tensor>>>;
}

interface Window {
  /** Which text it is of. */
  readonly of: number;
  readonly ids: readonly number[];
}

/** One text's windows as they come in. */
interface Gathering {
  readonly tokens: number;
  readonly peaks: number[];
  /** Embeddings of the windows, weighted by their tokens. */
  embedding: Float64Array | null;
}

/** Reads with an ONNX model of an installed folder, in this thread, without ever asking the network. */
export class TransformersModel extends TextModel {
  readonly manifest: Manifest;
  private loading: Promise<Weights> | null = null;

  constructor(private readonly installed: InstalledModel) {
    super();
    this.manifest = installed.manifest;
  }

  async read(texts: readonly string[], patience: Patience = {}): Promise<readonly ModelReading[]> {
    // A failure is kept as well: what is wrong with a folder is not put right by hashing it for every batch.
    const weights = await (this.loading ??= loadWeights(this.installed));
    const places = new Map([...new Set(texts)].map((text, at) => [text, at]));
    const inputs = [...places.keys()].map((text) => tokensOf(text, weights.tokenizer));
    const room = this.manifest.maxTokens - weights.before.length - weights.after.length;
    const most = mostWindows(inputs.filter(({ length }) => length > room).length);
    const windows = inputs.flatMap((tokens, of) =>
      windowsOf(tokens, room, most).map((ids): Window => ({ of, ids })),
    );
    const gathered = inputs.map(({ length }): Gathering => ({
      tokens: length,
      peaks: this.manifest.labels.map(() => 0),
      embedding: null,
    }));
    for (const bucket of lengthBuckets(windows)) {
      patience.abort?.throwIfAborted();
      await this.readBucket(bucket, weights, gathered);
      patience.stillAtWork?.();
    }
    const readings = gathered.map((each) => readingOf(each, this.manifest.labels));
    return texts.map((text) => readings[places.get(text) ?? -1] ?? NOTHING_READ);
  }

  private async readBucket(
    bucket: readonly Window[],
    weights: Weights,
    gathered: readonly Gathering[],
  ): Promise<void> {
    const { labels, outputs } = this.manifest;
    const rows = bucket.map(({ ids }) => [...weights.before, ...ids, ...weights.after]);
    const given = await weights.run(rows).catch((cause: unknown) => {
      const fault = { path: 'model.onnx', message: 'fails on what its own tokenizer gives it' };
      throw new ModelUnusable(this.installed.name, [fault], cause);
    });
    const logits = this.columns(given, outputs.logits, bucket.length);
    const vectors = outputs.embedding === null ? null : this.columns(given, outputs.embedding, bucket.length);
    if (logits.width !== labels.length)
      throw this.broken(outputs.logits, `has ${logits.width} columns for ${labels.length} labels`);
    bucket.forEach(({ of, ids }, row) => {
      const text = gathered[of];
      if (!text) return;
      logits.row(row).forEach((logit, label) => {
        text.peaks[label] = Math.max(text.peaks[label] ?? 0, sigmoid(logit));
      });
      if (vectors) addTo(text, vectors.row(row), ids.length);
    });
  }

  /** An output as rows of numbers, or what is wrong with it. */
  private columns(given: Readonly<Record<string, Tensor>>, name: string, rows: number) {
    const output = given[name];
    if (!output) throw this.broken(name, 'is no output of the model');
    const [height, width = 0] = output.dims;
    if (output.type !== 'float32' || output.dims.length !== 2 || height !== rows)
      throw this.broken(
        name,
        `is ${output.type} [${output.dims.join(', ')}], not float32 [${rows}, columns]`,
      );
    const data = output.data as Float32Array;
    if (!data.every(Number.isFinite)) throw this.broken(name, 'holds what is no number');
    return { width, row: (at: number) => data.subarray(at * width, (at + 1) * width) };
  }

  private broken(output: string, message: string): ModelUnusable {
    return new ModelUnusable(this.installed.name, [{ path: `model.onnx output ${output}`, message }]);
  }
}

const NOTHING_READ: ModelReading = { probabilities: {}, embedding: null, tokens: 0 };

function tokensOf(text: string, tokenizer: PreTrainedTokenizer): number[] {
  return piecesOf(text.toWellFormed()).flatMap((piece) =>
    tokenizer.encode(piece, { add_special_tokens: false }),
  );
}

function addTo(text: Gathering, vector: Float32Array, weight: number): void {
  const sum = (text.embedding ??= new Float64Array(vector.length));
  vector.forEach((value, at) => {
    sum[at] = (sum[at] ?? 0) + value * weight;
  });
}

function readingOf({ tokens, peaks, embedding }: Gathering, labels: readonly Label[]): ModelReading {
  const probabilities = Object.fromEntries(labels.map((label, at) => [label, peaks[at] ?? 0]));
  return { probabilities, embedding: embedding && unit(embedding), tokens };
}

/** A vector of zeros has no direction and stays as it is. */
function unit(vector: Float64Array): Float32Array {
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, (value) => (length > 0 ? value / length : 0));
}

async function loadWeights(installed: InstalledModel): Promise<Weights> {
  const { name, folder } = installed;
  const faults = await verifyModel(installed);
  if (faults.length > 0) throw new ModelUnusable(name, faults);
  const { AutoModel, AutoTokenizer, Tensor } = await localOnly();
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(folder, { local_files_only: true });
    const model = await AutoModel.from_pretrained(folder, {
      local_files_only: true,
      // Beside the manifest and under this one name, whatever its weights are kept in.
      subfolder: '',
      model_file_name: 'model',
      dtype: 'fp32',
      device: 'cpu',
      session_options: {
        intraOpNumThreads: Math.min(MOST_THREADS, availableParallelism()),
        interOpNumThreads: 1,
      },
    });
    const int64 = (rows: readonly (readonly number[])[]) =>
      new Tensor('int64', BigInt64Array.from(rows.flat(), BigInt), [rows.length, rows[0]?.length ?? 0]);
    // What stands under the mask is not read, but has to be some token.
    const pad = Number.isInteger(tokenizer.pad_token_id) ? tokenizer.pad_token_id : 0;
    return {
      tokenizer,
      ...marksOf(tokenizer),
      run: async (rows) => {
        const longest = Math.max(...rows.map(({ length }) => length));
        const padTo = (row: readonly number[], filling: number) => [
          ...row,
          ...filled(longest - row.length, filling),
        ];
        return (await model({
          input_ids: int64(rows.map((row) => padTo(row, pad))),
          attention_mask: int64(rows.map((row) => padTo(filled(row.length, 1), 0))),
        })) as Readonly<Record<string, Tensor>>;
      },
    };
  } catch (cause) {
    const fault = { path: folder, message: 'holds weights or a tokenizer that the runtime cannot load' };
    throw new ModelUnusable(name, [fault], cause);
  }
}

function filled(length: number, value: number): number[] {
  return new Array<number>(length).fill(value);
}

function marksOf(tokenizer: PreTrainedTokenizer): Pick<Weights, 'before' | 'after'> {
  const [bare = [], marked] = [false, true].map((marks) =>
    tokenizer.encode('a', { add_special_tokens: marks }),
  );
  if (!marked) return { before: [], after: [] };
  const start = Math.max(0, marked.indexOf(bare[0] ?? -1));
  return { before: marked.slice(0, start), after: marked.slice(start + bare.length) };
}

/** The package, told once that there is no network; imported when first needed, because that takes half a second. */
async function localOnly(): Promise<typeof Transformers> {
  const transformers = await import('@xenova/transformers');
  const { env, LogLevel } = transformers;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useFSCache = false;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.fetch = () => Promise.reject(new Error('Models are read from this machine only'));
  // When a run fails the package prints its inputs, and those are a member's words.
  env.logLevel = LogLevel.NONE;
  return transformers;
}
