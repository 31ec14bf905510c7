import { readFileSync } from 'node:fs';
import { argv, exit, stderr, stdout } from 'node:process';
import { gunzipSync } from 'node:zlib';
import { franc } from 'franc';
import { languageCode, tellLanguage } from '../../src/detection/language/index.js';
import { countLetters, viewsOf } from '../../src/detection/text/index.js';
import { report, round } from './bench.js';
import type { Figure } from './bench.js';

/** `npm run -s bench:language -- --file rows.jsonl[.gz] [--file ...]`: ours and franc's answers on the same lines. */
const files = argv.flatMap((word, at) => (word === '--file' ? [argv[at + 1] ?? ''] : []));
if (files.length === 0) {
  stderr.write('Say --file and a file of lines {"text","lang"}.\n');
  exit(2);
}

const FEWEST_LETTERS = 12;
/** A language with fewer rows would weigh as much as one with thousands. */
const FEWEST_ROWS = 20;

interface Row {
  readonly text: string;
  readonly lang: string;
}

interface Count {
  n: number;
  ours: number;
  francs: number;
}

function rowsOf(file: string): Row[] {
  const content = readFileSync(file);
  const lines = (file.endsWith('.gz') ? gunzipSync(content) : content).toString().split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as Row);
}

const counts = new Map<string, Count>();
let spent = 0;

function ask({ text, lang }: Row): void {
  const truth = languageCode(lang);
  if (truth === 'und' || countLetters(text) < FEWEST_LETTERS) return;
  const count = counts.get(lang) ?? { n: 0, ours: 0, francs: 0 };
  counts.set(lang, count);
  const started = performance.now();
  const { language } = tellLanguage(viewsOf(text), []);
  spent += performance.now() - started;
  count.n += 1;
  count.ours += Number(language === truth);
  count.francs += Number(languageCode(franc(text)) === truth);
}

await report({
  data: files.join(', '),
  method: `lines of ${FEWEST_LETTERS} letters or more, no declared languages; languages of ${FEWEST_ROWS} lines or more weigh alike; codes as the product writes them`,
  run: () => {
    for (const file of files) for (const row of rowsOf(file)) ask(row);
    const [all, each] = [[...counts.values()], [...counts].sort(([a], [b]) => (a < b ? -1 : 1))];
    const enough = all.filter(({ n }) => n >= FEWEST_ROWS);
    const mean = (of: 'ours' | 'francs') =>
      enough.reduce((sum, count) => sum + count[of] / count.n, 0) / Math.max(1, enough.length);
    const total = (of: keyof Count) => all.reduce((sum, count) => sum + count[of], 0);
    const share = (name: string, value: number, target: string | null = null): Figure => ({
      name,
      value: round(100 * value, 2),
      unit: '%',
      target,
    });
    return Promise.resolve([
      { name: 'lines', value: total('n'), unit: `in ${enough.length} languages`, target: null },
      share('ours, mean of languages', mean('ours'), '>= 96'),
      share('franc, mean of languages', mean('francs')),
      share('ours, all lines', total('ours') / total('n')),
      share('franc, all lines', total('francs') / total('n')),
      {
        name: 'ours, views included',
        value: round((1000 * spent) / total('n')),
        unit: 'µs a line',
        target: null,
      },
      ...each.flatMap(([lang, { n, ours, francs }]) =>
        n >= FEWEST_ROWS
          ? [
              {
                ...share(`${lang} (${n}): ours`, ours / n),
                unit: `%   franc ${round((100 * francs) / n, 1)} %`,
              },
            ]
          : [],
      ),
    ]);
  },
});
stdout.write('');
