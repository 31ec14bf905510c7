import type { Answer } from './ask-product.js';
import { LabelColumn } from './label-column.js';
import { averagePrecision } from './metrics/average-precision.js';
import { calibrationError } from './metrics/calibration-error.js';
import { countDecisions, decisionFigures } from './metrics/count-decisions.js';
import type { DecisionFigures } from './metrics/count-decisions.js';
import { EVAL_LABELS } from './read-row.js';
import type { EvalLabel, LabelledRow } from './read-row.js';

/** How one label was told: over all rows, in one language, or in one set. */
export interface LabelFigures extends DecisionFigures {
  readonly label: EvalLabel;
  readonly language: string | null;
  readonly set: string | null;
  readonly n: number;
  readonly positive: number;
  readonly averagePrecision: number | null;
  readonly calibrationError: number | null;
  /** Share of rows about which the product said that it cannot tell. */
  readonly abstained: number;
}

/** How often something was so, of how many. */
export interface Share {
  readonly language: string | null;
  readonly set: string | null;
  readonly n: number;
  readonly share: number;
}

/** What the screen saves and what it costs. */
export interface ScreenFigures {
  /** Messages that a model is valid for. */
  readonly n: number;
  /** Share of them that the encoder need not read. */
  readonly skipped: number;
  /** Share of the messages that the encoder alone would bring before a person that pass; null where there are none. */
  readonly kept: number | null;
}

/** What is remembered of the rows of a file: numbers, never a text. */
export class Tally {
  private readonly columns = new Map<EvalLabel, LabelColumn>(
    EVAL_LABELS.map((label) => [label, new LabelColumn()]),
  );
  private readonly chat = new LabelColumn();
  private readonly told = new LabelColumn();
  private readonly screened = { n: 0, passed: 0, found: 0, kept: 0 };
  rows = 0;

  /** `languageIsRight` is null where a row is too short to ask. */
  add(row: LabelledRow, answer: Answer, languageIsRight: boolean | null): void {
    this.rows += 1;
    const { language, set } = row;
    const { abstained } = answer;
    for (const [label, truth] of row.truth) {
      const { p, decision } = answer.labels[label];
      const measured = { truth, probability: p, decided: decision, abstained, language, set };
      this.columns.get(label)?.add(measured);
    }
    const plain = { probability: 0, decided: false, abstained, language, set };
    if (row.benign) this.chat.add({ ...plain, truth: isFlagged(answer) });
    this.addScreen(answer);
    if (languageIsRight !== null) this.told.add({ ...plain, truth: languageIsRight });
  }

  screen(): ScreenFigures {
    const { n, passed, found, kept } = this.screened;
    return { n, skipped: n === 0 ? 0 : 1 - passed / n, kept: found === 0 ? null : kept / found };
  }

  private addScreen({ screen }: Answer): void {
    if (!screen) return;
    this.screened.n += 1;
    this.screened.passed += Number(screen.passed);
    this.screened.found += Number(screen.finds);
    this.screened.kept += Number(screen.finds && screen.passed);
  }

  labels(): LabelFigures[] {
    return [...this.columns].flatMap(([label, column]) => figuresOf(label, column));
  }

  /** Ordinary chat that would be flagged: level medium or higher. */
  benignChat(): Share[] {
    return sharesOf(this.chat);
  }

  /** Languages told rightly. */
  languages(): Share[] {
    return sharesOf(this.told);
  }
}

/** A doubt brings a message before a person as well, and is counted apart as abstaining. */
function isFlagged({ level }: Answer): boolean {
  return level === 'medium' || level === 'high' || level === 'critical';
}

function figuresOf(label: EvalLabel, column: LabelColumn): LabelFigures[] {
  return [...column.slices()]
    .filter(({ rows }) => rows.truth.length > 0)
    .map(({ language, set, rows: { truth, probability, decided, abstained } }) => ({
      label,
      language,
      set,
      n: truth.length,
      positive: truth.filter(Boolean).length,
      ...decisionFigures(countDecisions(truth, decided)),
      averagePrecision: averagePrecision(truth, probability),
      calibrationError: calibrationError(truth, probability),
      abstained: abstained / truth.length,
    }));
}

function sharesOf(column: LabelColumn): Share[] {
  return [...column.slices()]
    .filter(({ rows }) => rows.truth.length > 0)
    .map(({ language, set, rows: { truth } }) => ({
      language,
      set,
      n: truth.length,
      share: truth.filter(Boolean).length / truth.length,
    }));
}
