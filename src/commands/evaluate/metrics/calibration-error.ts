/** Bins of equal width, as in the model's own training and card. */
export const BINS = 15;

interface Bin {
  count: number;
  hits: number;
  sum: number;
}

/**
 * Expected calibration error: the mean over all rows of |share of truths - mean probability| of the row's bin, in 15
 * bins of equal width, the upper edge belonging to the bin above (Guo et al. 2017, equation 3). Null without rows.
 */
export function calibrationError(truth: readonly boolean[], probability: readonly number[]): number | null {
  if (truth.length === 0) return null;
  const bins = Array.from({ length: BINS }, (): Bin => ({ count: 0, hits: 0, sum: 0 }));
  truth.forEach((is, at) => {
    const p = probability[at] ?? 0;
    const bin = bins[Math.min(Math.floor(p * BINS), BINS - 1)];
    if (!bin) return;
    bin.count += 1;
    bin.hits += Number(is);
    bin.sum += p;
  });
  return bins.reduce((error, { hits, sum }) => error + Math.abs(hits - sum), 0) / truth.length;
}
