import fc from 'fast-check';
import { averagePrecision } from './average-precision.js';
import { calibrationError } from './calibration-error.js';
import { countDecisions, decisionFigures } from './count-decisions.js';

const bools = (bits: string) => Array.from(bits, (bit) => bit === '1');

describe('precision, recall and F1', () => {
  it('are those of a worked example', () => {
    const cells = countDecisions(bools('1110000'), bools('1101000'));
    expect(cells).toEqual({ truePositive: 2, falsePositive: 1, falseNegative: 1, trueNegative: 3 });
    const { precision, recall, f1, macroF1 } = decisionFigures(cells);
    expect(precision).toBeCloseTo(2 / 3, 12);
    expect(recall).toBeCloseTo(2 / 3, 12);
    expect(f1).toBeCloseTo(2 / 3, 12);
    // F1 of the other class: 2 * 3 / (2 * 3 + 2).
    expect(macroF1).toBeCloseTo((2 / 3 + 3 / 4) / 2, 12);
  });

  it('say null where there was nothing to be right about', () => {
    const nothing = decisionFigures(countDecisions(bools('000'), bools('000')));
    expect(nothing).toEqual({ precision: null, recall: null, f1: 0, macroF1: 0.5 });
  });

  it('are all one when every decision is right, and nothing is lost between the cells', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.boolean())), (rows) => {
        const cells = countDecisions(
          rows.map(([is]) => is),
          rows.map(([, said]) => said),
        );
        const { truePositive, falsePositive, falseNegative, trueNegative } = cells;
        expect(truePositive + falsePositive + falseNegative + trueNegative).toBe(rows.length);
      }),
    );
    expect(decisionFigures(countDecisions(bools('10'), bools('10')))).toEqual({
      precision: 1,
      recall: 1,
      f1: 1,
      macroF1: 1,
    });
  });
});

describe('average precision', () => {
  it.each([
    // Positives at ranks 1 and 3: (1/1 + 2/3) / 2.
    ['1010', [0.9, 0.8, 0.7, 0.1], 5 / 6],
    ['0011', [0.9, 0.8, 0.7, 0.6], (1 / 3 + 2 / 4) / 2],
    ['1100', [0.9, 0.8, 0.7, 0.6], 1],
    // All alike: the share of positives, in whatever order they came.
    ['1000', [0.5, 0.5, 0.5, 0.5], 1 / 4],
    ['0001', [0.5, 0.5, 0.5, 0.5], 1 / 4],
  ])('of %s at %j', (truth, probability, expected) => {
    expect(averagePrecision(bools(truth), probability)).toBeCloseTo(expected, 12);
  });

  it('is null where there is nothing to find', () => {
    expect(averagePrecision(bools('00'), [0.4, 0.3])).toBeNull();
  });
});

describe('the expected calibration error', () => {
  it('is nothing when probabilities come true', () => {
    expect(calibrationError(bools('1000'), [0.25, 0.25, 0.25, 0.25])).toBeCloseTo(0, 12);
  });

  it('is the distance when they do not, weighted by rows', () => {
    // Two rows at 0.9 of which none is true, two at 0.1 of which none is true.
    expect(calibrationError(bools('0000'), [0.9, 0.9, 0.1, 0.1])).toBeCloseTo((2 * 0.9 + 2 * 0.1) / 4, 12);
  });

  it('takes certainty into the last bin, and is null without rows', () => {
    expect(calibrationError(bools('11'), [1, 1])).toBe(0);
    expect(calibrationError([], [])).toBeNull();
  });
});
