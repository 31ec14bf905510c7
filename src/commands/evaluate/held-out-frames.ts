import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EvalLabel, LabelledRow } from './read-row.js';
import { EVAL_LABELS } from './read-row.js';

/** One line of `models/corpus/<harm>/<language>.jsonl`. */
interface Frame {
  readonly text: string;
  readonly lang: string;
  readonly harm: string;
  readonly label: 0 | 1;
  readonly frame: string;
}

/** What fills the slots of a language's frames; groups of people are kept by kind. */
type Slots = Readonly<Record<string, readonly string[]>> & {
  readonly group: Readonly<Record<string, readonly string[]>>;
};

const SLOT = /\{(\w+)\}/g;
/**
 * The frames of the corpus that nothing has learned from: neither training nor the choice of thresholds. Each is filled
 * once, always with the same words, so that whoever measures again measures the same.
 */
export function heldOutFrames(corpus: string): LabelledRow[] {
  const slots = new SlotBook(corpus);
  return framesOf(corpus)
    .filter(({ text }) => isForFigures(text))
    .map((frame) => ({
      text: slots.fill(frame),
      language: frame.lang,
      set: `frames of ${frame.harm}`,
      truth: truthOf(frame),
      benign: frame.harm === 'ordinary',
    }));
}

/** As the corpus's README says: a fifth is held out by the hash of its text, half of that for figures alone. */
function isForFigures(text: string): boolean {
  const number = BigInt(`0x${createHash('sha256').update(text).digest('hex')}`);
  return number % 5n === 0n && number % 10n !== 0n;
}

function truthOf({ harm, label }: Frame): ReadonlyMap<EvalLabel, boolean> {
  const name = EVAL_LABELS.find((each) => each === harm);
  return new Map(name === undefined ? [] : [[name, label === 1]]);
}

function framesOf(corpus: string): Frame[] {
  const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.jsonl'),
  );
  return files.sort().flatMap((name) =>
    readFileSync(join(corpus, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Frame),
  );
}

class SlotBook {
  private readonly read = new Map<string, Slots>();
  /** Varieties that are filled from the slots of another; a corpus may do without. */
  private readonly others: Readonly<Record<string, string>>;

  constructor(private readonly corpus: string) {
    const folder = join(corpus, 'slots');
    const varieties = join(corpus, 'varieties.json');
    this.others = existsSync(varieties) ? (jsonOf(varieties) as Record<string, string>) : {};
    for (const name of readdirSync(folder))
      this.read.set(name.replace('.json', ''), jsonOf(join(folder, name)) as Slots);
  }

  fill(frame: Frame): string {
    const slots = this.slotsOf(frame.lang);
    return frame.text.replaceAll(SLOT, (slot, name: string) => {
      const kinds = Object.values(slots.group).filter((words) => words.length > 0);
      const words = name === 'group' ? chosen(kinds, frame.frame) : slots[name];
      return chosen(words ?? [], `${frame.frame} ${name}`) ?? slot;
    });
  }

  private slotsOf(lang: string): Slots {
    const [base = lang] = lang.split('-');
    const own = [lang, base, this.others[lang] ?? lang, 'eng'].find((code) => this.read.has(code));
    const slots = this.read.get(own ?? '');
    if (!slots) throw new Error(`${this.corpus} has no slots for ${lang}`);
    return slots;
  }
}

function jsonOf(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Always the same one for the same key. */
function chosen<T>(from: readonly T[], key: string): T | undefined {
  const [byte = 0] = createHash('sha256').update(key).digest();
  return from[byte % from.length];
}
