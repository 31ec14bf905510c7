/** Rows beyond this gain nothing on a few cores and delay a look at the clock. */
const MOST_ROWS = 64;
/** Padded tokens in one run, which bounds its memory and time: 32 rows of 128. */
const MOST_TOKENS = 4096;

/** Groups items of like length, so that short texts are not padded to the longest of the batch. */
export function lengthBuckets<T extends { readonly ids: readonly number[] }>(items: readonly T[]): T[][] {
  const buckets: T[][] = [];
  let bucket: T[] = [];
  for (const item of items.toSorted((a, b) => a.ids.length - b.ids.length)) {
    const full = bucket.length === MOST_ROWS || (bucket.length + 1) * item.ids.length > MOST_TOKENS;
    if (full && bucket.length > 0) {
      buckets.push(bucket);
      bucket = [];
    }
    bucket.push(item);
  }
  if (bucket.length > 0) buckets.push(bucket);
  return buckets;
}
