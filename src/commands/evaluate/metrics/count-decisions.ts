/** Decisions against the truth, in the usual four cells. */
export interface Cells {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

export interface DecisionFigures {
  /** TP / (TP + FP); null where nothing was decided. */
  readonly precision: number | null;
  /** TP / (TP + FN); null where there is nothing to find. */
  readonly recall: number | null;
  /** 2 TP / (2 TP + FP + FN); 0 where there is nothing to find and nothing was found. */
  readonly f1: number;
  /** The mean of the F1 of both classes. */
  readonly macroF1: number;
}

export function countDecisions(truth: readonly boolean[], decided: readonly boolean[]): Cells {
  const count = (is: boolean, said: boolean) =>
    truth.reduce((sum, value, at) => sum + Number(value === is && decided[at] === said), 0);
  return {
    truePositive: count(true, true),
    falsePositive: count(false, true),
    falseNegative: count(true, false),
    trueNegative: count(false, false),
  };
}

export function decisionFigures(cells: Cells): DecisionFigures {
  const { truePositive, falsePositive, falseNegative, trueNegative } = cells;
  const wrong = falsePositive + falseNegative;
  return {
    precision: share(truePositive, truePositive + falsePositive),
    recall: share(truePositive, truePositive + falseNegative),
    f1: f1(truePositive, wrong),
    macroF1: (f1(truePositive, wrong) + f1(trueNegative, wrong)) / 2,
  };
}

function f1(right: number, wrong: number): number {
  return share(2 * right, 2 * right + wrong) ?? 0;
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
