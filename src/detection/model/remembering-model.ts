import { createHash } from 'node:crypto';
import type { Manifest } from './manifest/manifest.js';
import { TextModel } from './text-model.js';
import type { ModelReading, Patience } from './text-model.js';

/** Two batches' worth: two detectors that ask about one message ask within a batch. A reading takes two kilobytes. */
const MOST_REMEMBERED = 2048;

/** A model that several detectors ask: what was read a moment ago is not read again. Remembers no text, only its hash. */
export class RememberingModel extends TextModel {
  readonly manifest: Manifest;
  /** In the order in which they were read. */
  private readonly readings = new Map<string, ModelReading>();

  constructor(private readonly model: TextModel) {
    super();
    this.manifest = model.manifest;
  }

  async read(texts: readonly string[], patience?: Patience): Promise<readonly ModelReading[]> {
    const keys = texts.map(keyOf);
    const unread = new Map(texts.map((text, at) => [keys[at] ?? '', text]));
    for (const key of unread.keys()) if (this.readings.has(key)) unread.delete(key);
    const read = unread.size > 0 ? await this.model.read([...unread.values()], patience) : [];
    const fresh = new Map([...unread.keys()].map((key, at) => [key, read[at]]));
    const answers = keys.map((key) => fresh.get(key) ?? this.readings.get(key));
    for (const [key, reading] of fresh) if (reading) this.readings.set(key, reading);
    this.forgetOldest();
    return answers.flatMap((answer) => (answer ? [answer] : []));
  }

  private forgetOldest(): void {
    for (const key of this.readings.keys()) {
      if (this.readings.size <= MOST_REMEMBERED) return;
      this.readings.delete(key);
    }
  }
}

function keyOf(text: string): string {
  return createHash('sha1').update(text, 'utf8').digest('base64');
}
