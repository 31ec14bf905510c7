/** How a text becomes bucket numbers; the same numbers stand beside the weights that were trained with them. */
export interface GramShape {
  /** A power of two. */
  readonly buckets: number;
  /** The longest n-gram, in code points. */
  readonly longestGram: number;
  /** Code points of a text that are looked at. */
  readonly longest: number;
}

/** 32-bit FNV-1a (Fowler, Noll and Vo; draft-eastlake-fnv). */
const BASIS = 2166136261;
const PRIME = 16777619;
/** The most bytes that one code point takes in UTF-8. */
const WIDEST = 4;

/**
 * The different buckets of a text's character n-grams: lower case of its NFKC form, white space as single spaces, one
 * before and one after; each gram hashed over its UTF-8 bytes. Reuses its memory from text to text.
 */
export class GramBuckets {
  private readonly encoder = new TextEncoder();
  private readonly bytes: Uint8Array;
  /** Which text last had the bucket, so that nothing has to be cleared between texts. */
  private readonly seen: Int32Array;
  private readonly found: Int32Array;
  private text = 0;

  constructor(private readonly shape: GramShape) {
    const points = shape.longest + 2;
    this.bytes = new Uint8Array(points * WIDEST);
    this.seen = new Int32Array(shape.buckets);
    this.found = new Int32Array(points * shape.longestGram);
  }

  /** Valid until the next call. */
  of(text: string): Int32Array {
    const { written } = this.encoder.encodeInto(this.prepared(text), this.bytes);
    this.text += 1;
    let count = 0;
    for (let start = 0; start < written; start += widthOf(this.bytes[start] ?? 0)) {
      let end = start;
      let hash = BASIS;
      for (let n = 0; n < this.shape.longestGram && end < written; n += 1) {
        const next = end + widthOf(this.bytes[end] ?? 0);
        for (; end < next; end += 1) hash = Math.imul(hash ^ (this.bytes[end] ?? 0), PRIME);
        const bucket = (hash >>> 0) & (this.shape.buckets - 1);
        if (this.seen[bucket] === this.text) continue;
        this.seen[bucket] = this.text;
        this.found[count++] = bucket;
      }
    }
    return this.found.subarray(0, count);
  }

  private prepared(text: string): string {
    const { longest } = this.shape;
    // NFKC may make a text shorter: enough is taken for `longest` to be left of it, and no more of a wall of text.
    const start = text.slice(0, longest * WIDEST * 2).toWellFormed();
    const plain = start.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
    return ` ${Array.from(plain).slice(0, longest).join('')} `;
  }
}

/** Bytes of a UTF-8 sequence by its first byte. */
function widthOf(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}
