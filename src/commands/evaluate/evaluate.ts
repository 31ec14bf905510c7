import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { DETECTORS, SHIPPED_MODELS, languageCode } from '../../detection/index.js';
import { DEFAULT_POLICY } from '../../risk/index.js';
import { write } from '../outcome.js';
import type { ExitCode, Streams } from '../outcome.js';
import { whyNotThere } from '../open-named-file.js';
import { AskProduct } from './ask-product.js';
import type { Answer } from './ask-product.js';
import { heldOutFrames } from './held-out-frames.js';
import { labelledLines, rowsAsLines } from './labelled-lines.js';
import type { LabelledLine } from './labelled-lines.js';
import type { LabelledRow } from './read-row.js';
import { sayFigures } from './say-figures.js';
import type { Figures } from './say-figures.js';
import { Tally } from './tally.js';

export interface EvaluateOptions {
  /** A file of labelled messages, or a folder of such files; without it the held-out frames of the corpus. */
  readonly file?: string;
  readonly json: boolean;
  /** Where one line per line of the file goes. */
  readonly predictions?: string;
}

/** Measures the product on labelled messages. A line that cannot be read never stops the others. */
export async function evaluate(options: EvaluateOptions, streams: Streams): Promise<ExitCode> {
  const unreadable = options.file === undefined ? null : await whyNotThere(options.file);
  if (unreadable !== null) {
    await write(streams.err, `${options.file}: ${unreadable}\n`);
    return 2;
  }
  const evaluation = new Evaluation(options, streams);
  for await (const lines of linesOf(options)) await evaluation.take(lines);
  const figures = await evaluation.end();
  await write(streams.out, options.json ? `${JSON.stringify(figures)}\n` : sayFigures(figures));
  return figures.refusedLines > 0 || figures.failedDetectors.length > 0 ? 2 : 0;
}

function linesOf({ file }: EvaluateOptions) {
  return file === undefined
    ? rowsAsLines(CORPUS, heldOutFrames(join(SHIPPED_MODELS, 'corpus')))
    : labelledLines(file);
}

const CORPUS = 'models/corpus';

/** Below this many letters the product tells no language, on purpose. */
const FEWEST_LETTERS = 12;

class Evaluation {
  private readonly product = new AskProduct();
  private readonly tally = new Tally();
  private readonly predictions: NodeJS.WritableStream | null;
  private readonly unknown = new Set<string>();
  private readonly failed = new Set<string>();
  private refused = 0;
  private milliseconds = 0;

  constructor(
    options: EvaluateOptions,
    private readonly streams: Streams,
  ) {
    this.predictions = options.predictions === undefined ? null : createWriteStream(options.predictions);
  }

  async take(lines: readonly LabelledLine[]): Promise<void> {
    const rows = lines.flatMap(({ read }) => (read.kind === 'row' ? [read.row] : []));
    const answers = await this.ask(rows);
    let at = 0;
    for (const { file, number, read } of lines) {
      const answer = read.kind === 'row' ? answers[at++] : undefined;
      if (read.kind === 'row' && answer) {
        for (const label of read.unknown) this.unknown.add(label);
        this.tally.add(read.row, answer, isLanguageRight(read.row, answer));
      } else if (read.kind === 'refused') await this.refuse(`${file}: line ${number} ${read.why}`);
      if (this.predictions) await write(this.predictions, `${JSON.stringify(predictionOf(answer, read))}\n`);
    }
  }

  async end(): Promise<Figures> {
    if (this.predictions) {
      this.predictions.end();
      await finished(this.predictions);
    }
    if (this.unknown.size > 0)
      await write(this.streams.err, `Labels not known here were left out: ${[...this.unknown].join(', ')}\n`);
    const { rows } = this.tally;
    return {
      models: modelsInUse(),
      policy: `${DEFAULT_POLICY.name}@${DEFAULT_POLICY.version}`,
      rows,
      refusedLines: this.refused,
      messagesPerSecond: this.milliseconds === 0 ? 0 : Math.round((rows / this.milliseconds) * 1000),
      labels: this.tally.labels(),
      benignChat: this.tally.benignChat(),
      languages: this.tally.languages(),
      screen: this.tally.screen(),
      failedDetectors: [...this.failed],
    };
  }

  private async ask(rows: readonly LabelledRow[]): Promise<readonly Answer[]> {
    if (rows.length === 0) return [];
    const started = performance.now();
    const { answers, failed } = await this.product.execute(rows.map(({ text }) => text));
    this.milliseconds += performance.now() - started;
    for (const detector of failed) this.failed.add(detector);
    return answers;
  }

  private async refuse(sentence: string): Promise<void> {
    this.refused += 1;
    await write(this.streams.err, `${sentence}\n`);
  }
}

function isLanguageRight({ language }: LabelledRow, answer: Answer): boolean | null {
  const truth = languageCode(language);
  if (truth === 'und' || answer.letters < FEWEST_LETTERS) return null;
  return answer.language === truth;
}

function predictionOf(answer: Answer | undefined, read: LabelledLine['read']): unknown {
  if (!answer) return { refused: read.kind === 'refused' ? read.why : 'was not answered' };
  const { labels, level, language, abstained } = answer;
  return { labels, level, language, abstained };
}

/** `name@version` of each model, as the detector that reads with them carries it. */
function modelsInUse(): readonly string[] {
  const version = DETECTORS.find(({ id }) => id === 'text-harm')?.version ?? '';
  return version.split('+').slice(1);
}
