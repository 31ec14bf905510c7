import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findModels } from '../model/find-models.js';
import { labelOf } from '../model/manifest/manifest.js';
import { DetectorWorth } from './detector-worth.js';
import type { MeasuredWorth, Spoken } from './detector-worth.js';

/** The one detector whose word is a model's. */
const SPEAKS_FOR_MODELS = 'text-harm';

/** Fewer checked messages than a coin needs to look unfair say nothing about a detector. */
const FEWEST_CHECKED = 20;

/** Reads `eval.json` of the installed models: `languages.<ISO 639-3>.<harm>.{ precision, checked }`. */
export class EvaluatedWorth extends DetectorWorth {
  private evaluations: ReadonlyMap<string, unknown> | null = null;

  constructor(private readonly folders?: readonly string[]) {
    super();
  }

  of({ detector, version, harm, language }: Spoken): MeasuredWorth | null {
    if (detector !== SPEAKS_FOR_MODELS) return null;
    this.evaluations ??= readEvaluations(this.folders);
    const found = within(this.evaluations.get(modelIn(version)), ['languages', language, harm]);
    const precision = within(found, ['precision']);
    const checked = within(found, ['checked']);
    if (typeof precision !== 'number' || typeof checked !== 'number') return null;
    if (!(precision >= 0 && precision <= 1) || checked < FEWEST_CHECKED) return null;
    return { precision, checked };
  }
}

/** A signal's version is the detector's own and the model's: `1.0.0+tiny@1.0.0`. */
function modelIn(version: string): string {
  return version.slice(version.indexOf('+') + 1);
}

/** By the label that signals carry. A model without readable figures is one that nobody measured. */
function readEvaluations(folders: readonly string[] | undefined): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const model of findModels(folders))
    if (model.kind === 'installed')
      found.set(labelOf(model.manifest), readJson(join(model.folder, 'eval.json')));
  return found;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function within(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (part, name) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, name)
        ? (part as Readonly<Record<string, unknown>>)[name]
        : undefined,
    value,
  );
}
