import { CueIndex, readCues } from '../../cues/index.js';
import { onFirstUse } from '../../on-first-use.js';
import type { TextView } from '../../text-views.js';

const SIGNS = ['denies', 'asks'] as const;
const stance = onFirstUse(
  () => new CueIndex<(typeof SIGNS)[number]>(readCues(new URL('./cues/', import.meta.url), SIGNS)),
);

/** Corrections repeat the claim they correct; people who ask spread it without believing it. */
const STANCE = { denies: 0.15, asks: 0.5 } as const;

/** What is left of a claim's probability when it is denied or asked about. */
export function attitudeOf(view: TextView): number {
  const signs = new Set(
    stance()
      .find(view)
      .map(({ sign }) => sign),
  );
  return signs.has('denies') ? STANCE.denies : signs.has('asks') ? STANCE.asks : 1;
}
