import { readFileSync } from 'node:fs';
import type { Signal } from '../../../kernel/signal.js';
import { defineDetector } from '../../detector.js';
import type { DetectionContext, ExaminedMessage, ReasonCatalogue } from '../../detector.js';
import { groupSettings } from '../../group-settings.js';
import { applyRules } from './apply-rules.js';
import { compileRules } from './compiled-rules.js';
import type { CompiledRules } from './compiled-rules.js';
import { SETTINGS } from './settings.js';
import type { HouseRules } from './settings.js';

const ID = 'house-rules';
const VERSION = '1.0.0';

/** The group's own rules, all of them off until somebody sets them. */
export const houseRules = defineDetector({
  id: ID,
  version: VERSION,
  stage: 'message',
  harms: ['conduct'],
  languages: 'any',
  cost: 'light',
  settings: SETTINGS,
  reasons: JSON.parse(readFileSync(new URL('./reasons.json', import.meta.url), 'utf8')) as ReasonCatalogue,
  detect(batch, context) {
    const rulesOf = rulesByGroup(context);
    const signals: Signal[] = [];
    for (const examined of batch) {
      if (context.abort.aborted) break;
      const compiled = rulesOf(examined);
      if (compiled === null || examined.message.text === '') continue;
      const timezone = context.groups.get(examined.message.groupId)?.timezone ?? 'UTC';
      for (const breach of applyRules(examined, compiled, timezone))
        signals.push({
          messageId: examined.message.id,
          detector: ID,
          version: VERSION,
          harm: 'conduct',
          ...breach,
        });
    }
    return signals;
  },
});

/** Compiling a word list takes longer than reading a batch; the settings object stays the same until it is changed. */
const compiledOf = new WeakMap<object, CompiledRules | null>();

function rulesByGroup(context: DetectionContext): (examined: ExaminedMessage) => CompiledRules | null {
  const settingsOf = groupSettings({ id: ID, settings: SETTINGS }, context);
  return ({ message: { groupId } }) => {
    const stored = context.groups.get(groupId)?.settings[ID];
    return stored === undefined ? null : compiledOnce(stored, () => settingsOf(groupId));
  };
}

function compiledOnce(stored: object, settings: () => HouseRules): CompiledRules | null {
  const known = compiledOf.get(stored);
  if (known !== undefined) return known;
  const made = compileRules(settings());
  compiledOf.set(stored, made);
  return made;
}
