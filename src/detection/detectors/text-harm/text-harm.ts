import { readFileSync } from 'node:fs';
import { HARMS, isHarm } from '../../../kernel/harm.js';
import type { Harm } from '../../../kernel/harm.js';
import type { MessageId } from '../../../kernel/ids.js';
import type { SettingsSchema } from '../../../kernel/settings.js';
import type { Signal } from '../../../kernel/signal.js';
import { defineDetector } from '../../detector.js';
import type { DetectionContext, ExaminedMessage, LabelReading, ReasonCatalogue } from '../../detector.js';
import { groupSettings } from '../../group-settings.js';
import { calibrate, calibrationOf } from '../../model/manifest/calibrate.js';
import type { FoundModel, InstalledModel } from '../../model/find-models.js';
import { labelOf } from '../../model/manifest/manifest.js';
import { ModelUnusable } from '../../model/model.errors.js';
import type { ModelReading, TextModel } from '../../model/text-model.js';
import type { Screen } from '../../model/screen.js';
import { openModel } from '../../model/shared-models.js';
import { byModel } from './choose-model.js';
import type { ToRead } from './choose-model.js';
import { pointOut } from './point-out.js';

const ID = 'text-harm';
const VERSION = '1.0.0';

const SETTINGS = {
  screen: {
    kind: 'boolean',
    default: true,
    why: 'A quick look decides which messages the language model reads. It keeps 99 of 100 that the model would flag and saves most of the work; off, every message is read.',
  },
} as const satisfies SettingsSchema;

const REASONS = JSON.parse(
  readFileSync(new URL('./reasons.json', import.meta.url), 'utf8'),
) as ReasonCatalogue;

/** Opens an installed model; its weights are loaded when it first reads. */
export type OpenModel = (installed: InstalledModel) => TextModel;

/**
 * The detector over these models, each message read by the first that is valid for its language. One that cannot be
 * used fails the whole detector, by name: a model somebody installed must not be missing without anyone being told.
 */
export function textHarmWith(
  found: readonly FoundModel[],
  open: OpenModel = openModel,
  screenOf: () => Pick<Screen, 'passes'> | null = () => null,
) {
  const installed = found.filter((model) => model.kind === 'installed');
  const unusable = found.find((model) => model.kind === 'unusable');
  const models = installed.map(open);
  return defineDetector({
    id: ID,
    version: [VERSION, ...installed.map(({ manifest }) => labelOf(manifest))].join('+'),
    stage: 'message',
    harms: HARMS,
    languages: [...new Set(models.flatMap(({ manifest }) => manifest.languages))].sort(),
    cost: 'heavy',
    settings: SETTINGS,
    reasons: REASONS,
    isNeeded(examined, context) {
      const isAnyones = unusable !== undefined || byModel(models, [examined], context.groups).size > 0;
      return isAnyones && screening(context, NOTHING_EARLIER, screenOf())(examined);
    },
    async detect(batch, context, earlier) {
      if (unusable) throw new ModelUnusable(unusable.name, unusable.faults);
      const passed = batch.filter(screening(context, earlier, screenOf()));
      const passedIds = new Set(passed.map(({ message }) => message.id));
      const signals: Signal[] = [];
      // Whoever measures wants to hear of every message; signals are those of the messages that passed all the same.
      const asked = context.onReading ? batch : passed;
      for (const [model, toRead] of byModel(models, asked, context.groups))
        signals.push(...(await signalsOf(model, toRead, { ...context, passedIds })));
      return signals;
    },
  });
}

const NOTHING_EARLIER: ReadonlyMap<MessageId, readonly Signal[]> = new Map();

/**
 * Which messages the encoder has to read: those the screen lets pass, those of groups that switched it off, and those
 * another detector has something to say about, so that its word does not stand alone.
 */
function screening(
  context: Pick<DetectionContext, 'groups'>,
  earlier: ReadonlyMap<MessageId, readonly Signal[]>,
  screen: Pick<Screen, 'passes'> | null,
): (examined: ExaminedMessage) => boolean {
  if (!screen) return () => true;
  const settingsOf = groupSettings({ id: ID, settings: SETTINGS }, context);
  return ({ message }) =>
    !settingsOf(message.groupId).screen ||
    (earlier.get(message.id) ?? []).length > 0 ||
    screen.passes(message.text);
}

async function signalsOf(
  model: TextModel,
  toRead: readonly ToRead[],
  context: DetectionContext & { readonly passedIds: ReadonlySet<MessageId> },
): Promise<Signal[]> {
  const readings = await model.read(
    toRead.map(({ message }) => message.text),
    context,
  );
  const found = toRead.flatMap(({ message, language }, at) => {
    const reading = readings[at];
    if (!reading) return [];
    const said = whatIsSaid(model, reading, language);
    const passed = context.passedIds.has(message.id);
    context.onReading?.(message.id, said, passed);
    const told = passed ? harmsIn(said) : [];
    if (told.length === 0) return [];
    return [{ message, told, text: message.text, reading, harms: told.map(({ harm }) => harm) }];
  });
  const spans = await pointOut(model, found, context);
  return found.flatMap(({ message, told }, at) =>
    told.map(({ harm, probability }) => ({
      messageId: message.id,
      detector: ID,
      version: `${VERSION}+${labelOf(model.manifest)}`,
      harm,
      probability,
      spans: spans[at]?.get(harm) ?? [],
      reason: { key: harm, params: {} },
    })),
  );
}

function whatIsSaid(
  { manifest }: TextModel,
  { probabilities }: ModelReading,
  language: string,
): LabelReading[] {
  return manifest.labels.map((label) => {
    const calibration = calibrationOf(manifest, label, language);
    const probability = calibrate(probabilities[label] ?? 0, calibration);
    return { label, probability, threshold: calibration.threshold };
  });
}

function harmsIn(said: readonly LabelReading[]): { readonly harm: Harm; readonly probability: number }[] {
  return said.flatMap(({ label, probability, threshold }) =>
    isHarm(label) && probability >= threshold ? [{ harm: label, probability }] : [],
  );
}
