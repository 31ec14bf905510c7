/**
 * Area under the steps of precision over recall: sum of (R_n - R_n-1) * P_n over the different probabilities, highest
 * first (Manning, Raghavan and Schütze 2008, section 8.4, without interpolation). Equal probabilities are one step. Null
 * where there is nothing to find.
 */
export function averagePrecision(truth: readonly boolean[], probability: readonly number[]): number | null {
  const positives = truth.filter(Boolean).length;
  if (positives === 0) return null;
  const order = [...truth.keys()].sort((a, b) => (probability[b] ?? 0) - (probability[a] ?? 0));
  let area = 0;
  let hits = 0;
  let counted = 0;
  order.forEach((place, at) => {
    hits += Number(truth[place]);
    const next = order[at + 1];
    if (next !== undefined && probability[next] === probability[place]) return;
    area += ((hits - counted) / positives) * (hits / (at + 1));
    counted = hits;
  });
  return area;
}
