/**
 * Damerau-Levenshtein distance (optimal string alignment: insert, delete, replace, swap of neighbours), in UTF-16 units.
 * Looks only at the band that `max` allows; answers `max + 1` when the distance is greater.
 */
export function editDistance(a: string, b: string, max: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > max) return max + 1;
  const far = max + 1;
  let beforeLast = new Uint32Array(b.length + 1).fill(far);
  let last = Uint32Array.from({ length: b.length + 1 }, (_, at) => Math.min(at, far));
  let row = new Uint32Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    const least = fillRow({ a, b, i, far }, [beforeLast, last, row]);
    if (least > max) return far;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return Math.min(last[b.length] ?? far, far);
}

interface RowOf {
  readonly a: string;
  readonly b: string;
  readonly i: number;
  readonly far: number;
}

/** Fills row `i` within the band and gives its least value, below which no later row can come. */
function fillRow({ a, b, i, far }: RowOf, rows: readonly [Uint32Array, Uint32Array, Uint32Array]): number {
  const [beforeLast, last, row] = rows;
  const from = Math.max(1, i - far + 1);
  const to = Math.min(b.length, i + far - 1);
  row.fill(far);
  row[0] = Math.min(i, far);
  let least = row[0];
  for (let j = from; j <= to; j++) {
    const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
    const replaced = (last[j - 1] ?? far) + (same ? 0 : 1);
    let best = Math.min(replaced, (last[j] ?? far) + 1, (row[j - 1] ?? far) + 1);
    if (isSwap(a, b, [i, j])) best = Math.min(best, (beforeLast[j - 2] ?? far) + 1);
    row[j] = Math.min(best, far);
    least = Math.min(least, best);
  }
  return least;
}

function isSwap(a: string, b: string, [i, j]: readonly [number, number]): boolean {
  if (i < 2 || j < 2) return false;
  return a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
}
