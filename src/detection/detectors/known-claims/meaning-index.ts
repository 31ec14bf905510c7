import type { Claim } from '../../../kernel/claim.js';
import type { ModelReading, Patience, TextModel } from '../../model/text-model.js';

/** How near a message is to a claim by what it means, in whatever language either is written. */
export interface MeaningMatch {
  readonly claim: Claim;
  /** Cosine of the two embeddings. */
  readonly cosine: number;
}

/** Wordings whose embeddings are kept; beyond it the oldest are embedded again. Two kilobytes each. */
const MOST_KEPT = 8192;
/** Wordings embedded in one go, so that a large library does not hold up a batch: the rest follows with the next ones. */
const AT_ONCE = 512;

/**
 * Claims by the embeddings of their wordings. A wording is embedded once for as long as this thread lives, whatever
 * library it comes in; a library that arrives anew with every batch costs nothing.
 */
export class MeaningIndex {
  private readonly embeddings = new Map<string, Float32Array>();

  constructor(private readonly model: TextModel) {}

  /** The nearest claim of each text; null where the text has no embedding or the library none yet. */
  async nearest(
    texts: readonly string[],
    claims: readonly Claim[],
    patience: Patience,
  ): Promise<readonly (MeaningMatch | null)[]> {
    const wordings = claims
      .filter(({ verdict }) => verdict !== 'true')
      .flatMap((claim) => claim.wordings.map(({ text }) => ({ claim, text })));
    await this.embed(
      wordings.map(({ text }) => text),
      patience,
    );
    const readings = await this.model.read(texts, patience);
    return readings.map(({ embedding }) => (embedding ? this.nearestOf(embedding, wordings) : null));
  }

  private nearestOf(
    embedding: Float32Array,
    wordings: readonly { readonly claim: Claim; readonly text: string }[],
  ): MeaningMatch | null {
    let best: MeaningMatch | null = null;
    for (const { claim, text } of wordings) {
      const known = this.embeddings.get(text);
      if (!known) continue;
      const cosine = dot(embedding, known);
      if (!best || cosine > best.cosine) best = { claim, cosine };
    }
    return best;
  }

  private async embed(texts: readonly string[], patience: Patience): Promise<void> {
    const unknown = [...new Set(texts)].filter((text) => !this.embeddings.has(text)).slice(0, AT_ONCE);
    if (unknown.length === 0) return;
    const readings: readonly ModelReading[] = await this.model.read(unknown, patience);
    unknown.forEach((text, at) => {
      const embedding = readings[at]?.embedding;
      if (embedding) this.embeddings.set(text, embedding);
    });
    for (const text of this.embeddings.keys()) {
      if (this.embeddings.size <= MOST_KEPT) return;
      this.embeddings.delete(text);
    }
  }
}

/** Of two vectors of unit length. */
function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
