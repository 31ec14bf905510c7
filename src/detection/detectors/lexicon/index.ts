import { readFileSync } from 'node:fs';
import type { SettingsSchema } from '../../../kernel/settings.js';
import type { Signal } from '../../../kernel/signal.js';
import { defineDetector } from '../../detector.js';
import type { DetectionContext, ExaminedMessage, ReasonCatalogue } from '../../detector.js';
import { onFirstUse } from '../../on-first-use.js';
import { ListChooser } from './choose-lists.js';
import { readContext } from './read-context.js';
import { listLanguages, readLists } from './read-lists.js';
import { TermMarks } from './term-marks.js';
import { weighHits } from './weigh-hits.js';

const ID = 'lexicon';
const VERSION = '1.0.0';

/** Below this a softened mild insult is all there is, and saying so would only tire the reader. */
const LEAST_PROBABILITY = 0.05;

const SETTINGS = {} as const satisfies SettingsSchema;

const folder = new URL('./lists/', import.meta.url);
const compiled = onFirstUse(() => {
  const lists = readLists(folder);
  return { terms: new TermMarks(lists), chooser: new ListChooser(lists) };
});

/** Term lists of the languages served, read with the words around each term. Evidence, rarely a verdict. */
export const lexicon = defineDetector({
  id: ID,
  version: VERSION,
  stage: 'message',
  harms: ['hate', 'abuse', 'threat', 'exploitation', 'disclosure'],
  languages: listLanguages(folder),
  cost: 'light',
  settings: SETTINGS,
  reasons: JSON.parse(readFileSync(new URL('./reasons.json', import.meta.url), 'utf8')) as ReasonCatalogue,
  detect(batch, context) {
    const signals: Signal[] = [];
    for (const examined of batch) {
      if (context.abort.aborted) break;
      if (examined.message.text !== '') signals.push(...signalsOf(examined, context));
    }
    return signals;
  },
});

function signalsOf({ message, views, language }: ExaminedMessage, context: DetectionContext): Signal[] {
  const { terms, chooser } = compiled();
  const readings = terms.find(views);
  if (readings.length === 0) return [];
  const { has, trust } = chooser.choose(language, context.groups.get(message.groupId));
  const allowed = ({ meaning }: { readonly meaning: { readonly list: number } }) => has(meaning.list);
  const hits = readings.flatMap(({ terms: found, context: around }) =>
    readContext({ terms: found.filter(allowed), context: around.filter(allowed) }, message.text),
  );
  return weighHits(hits, trust)
    .filter(({ probability }) => probability >= LEAST_PROBABILITY)
    .map(({ harm, probability, spans, reason }) => ({
      messageId: message.id,
      detector: ID,
      version: VERSION,
      harm,
      probability,
      spans,
      reason: { key: reason, params: {} },
    }));
}
