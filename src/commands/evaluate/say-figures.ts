import type { LabelFigures, ScreenFigures, Share } from './tally.js';

/** Everything one evaluation found out, as `--json` prints it. */
export interface Figures {
  readonly models: readonly string[];
  readonly policy: string;
  readonly rows: number;
  readonly refusedLines: number;
  readonly messagesPerSecond: number;
  readonly labels: readonly LabelFigures[];
  readonly benignChat: readonly Share[];
  readonly languages: readonly Share[];
  readonly screen: ScreenFigures;
  readonly failedDetectors: readonly string[];
}

/** A language or set with fewer rows is in `--json`, not in the table: its figures would be read as more than they are. */
const FEWEST_SHOWN = 20;

/** Tables for people. */
export function sayFigures(figures: Figures): string {
  const { models, policy, rows, messagesPerSecond } = figures;
  const head = [
    `${rows} rows, ${messagesPerSecond} messages/s. Models: ${models.join(', ') || 'none'}. Policy: ${policy}.`,
    'Decisions: the model reaches its threshold, or the level asks for a person. Calibration error: 15 bins of equal width.',
    screenLine(figures.screen),
    ...figures.failedDetectors.map((detector) => `FAILED ${detector}`),
    '',
  ];
  return [
    ...head,
    ...labelTable(figures.labels.filter(({ n }) => n >= FEWEST_SHOWN)),
    ...shareTable('Ordinary chat that would be flagged (medium or higher)', figures.benignChat),
    ...shareTable('Language told rightly (12 letters or more)', figures.languages),
    '',
  ].join('\n');
}

function screenLine({ n, skipped, kept }: ScreenFigures): string {
  const lost =
    kept === null
      ? 'nothing for it to lose'
      : `${percent(kept)} of what the encoder would bring before a person passes`;
  return `Screen: the encoder need not read ${percent(skipped)} of ${n}; ${lost}.`;
}

const HEADINGS = ['n', 'positive', 'prec.', 'recall', 'F1', 'macro-F1', 'avg.prec.', 'cal.err.', 'abstained'];

function labelTable(rows: readonly LabelFigures[]): string[] {
  if (rows.length === 0) return [];
  const lines = rows.map((row) =>
    line(`${row.label} ${whereOf(row)}`, [
      String(row.n),
      String(row.positive),
      ...[row.precision, row.recall, row.f1, row.macroF1, row.averagePrecision, row.calibrationError].map(
        digits,
      ),
      percent(row.abstained),
    ]),
  );
  return [line('label, all rows or by language or set', HEADINGS), ...lines, ''];
}

function shareTable(title: string, shares: readonly Share[]): string[] {
  const shown = shares.filter(({ n }) => n >= FEWEST_SHOWN);
  if (shown.length === 0) return [];
  return [
    line(title, ['n', 'share']),
    ...shown.map((share) => line(`  ${whereOf(share)}`, [String(share.n), percent(share.share)])),
    '',
  ];
}

function whereOf({ language, set }: Pick<Share, 'language' | 'set'>): string {
  return language ?? (set === null ? 'all' : `[${set}]`);
}

function line(name: string, cells: readonly string[]): string {
  return `${name.padEnd(40)} ${cells.map((cell) => cell.padStart(9)).join(' ')}`;
}

function digits(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}

function percent(value: number): string {
  return `${(100 * value).toFixed(2)} %`;
}
