import { readFileSync } from 'node:fs';
import { HARMS, isHarm } from '../../../kernel/harm.js';
import type { Harm } from '../../../kernel/harm.js';
import type { SettingsSchema } from '../../../kernel/settings.js';
import type { Signal } from '../../../kernel/signal.js';
import { defineDetector } from '../../detector.js';
import type { DetectionContext, LabelReading, ReasonCatalogue } from '../../detector.js';
import { calibrate, calibrationOf } from '../../model/calibrate.js';
import type { FoundModel, InstalledModel } from '../../model/find-models.js';
import { labelOf } from '../../model/manifest.js';
import { ModelUnusable } from '../../model/model.errors.js';
import type { ModelReading, TextModel } from '../../model/text-model.js';
import { TransformersModel } from '../../model/transformers-model.js';
import { byModel } from './choose-model.js';
import type { ToRead } from './choose-model.js';
import { pointOut } from './point-out.js';

const ID = 'text-harm';
const VERSION = '1.0.0';

const SETTINGS = {} as const satisfies SettingsSchema;

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
  open: OpenModel = (installed) => new TransformersModel(installed),
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
    async detect(batch, context) {
      if (unusable) throw new ModelUnusable(unusable.name, unusable.faults);
      const signals: Signal[] = [];
      for (const [model, toRead] of byModel(models, batch, context.groups))
        signals.push(...(await signalsOf(model, toRead, context)));
      return signals;
    },
  });
}

async function signalsOf(
  model: TextModel,
  toRead: readonly ToRead[],
  { abort, onReading }: DetectionContext,
): Promise<Signal[]> {
  const readings = await model.read(
    toRead.map(({ message }) => message.text),
    abort,
  );
  const found = toRead.flatMap(({ message, language }, at) => {
    const reading = readings[at];
    if (!reading) return [];
    const said = whatIsSaid(model, reading, language);
    onReading?.(message.id, said);
    const told = harmsIn(said);
    if (told.length === 0) return [];
    return [{ message, told, text: message.text, reading, harms: told.map(({ harm }) => harm) }];
  });
  const spans = await pointOut(model, found, abort);
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
