import { join } from 'node:path';
import type { ModelsState } from '../examiner.js';
import { AppError } from '../../kernel/app-error.js';
import { findModels } from './find-models.js';
import type { FoundModel, InstalledModel } from './find-models.js';
import { ModelUnusable } from './model.errors.js';
import { RememberingModel } from './remembering-model.js';
import { readScreen } from './screen.js';
import { SHIPPED_MODELS } from './shipped-models.js';
import type { TextModel } from './text-model.js';
import { TransformersModel } from './transformers-model.js';
import { onFirstUse } from '../on-first-use.js';

/** The models of this installation; manifests only. */
export const INSTALLED: readonly FoundModel[] = findModels();

/** The screen that ships with them; null without one. */
export const shippedScreen = onFirstUse(() => readScreen(join(SHIPPED_MODELS, 'screen')));

const opened = new Map<string, TextModel>();

/** A model opened once for all detectors of this thread; its weights are loaded when somebody first asks or warms it. */
export function openModel(installed: InstalledModel): TextModel {
  const known = opened.get(installed.folder);
  if (known) return known;
  const made = new RememberingModel(new TransformersModel(installed));
  opened.set(installed.folder, made);
  return made;
}

/** Loads the weights of every installed model and tells how that goes; the first reading of all is made here too. */
export async function warmModels(tell: (state: ModelsState) => void): Promise<void> {
  const unusable = INSTALLED.find((model) => model.kind === 'unusable');
  if (unusable) {
    const { message } = new ModelUnusable(unusable.name, unusable.faults);
    tell({ state: 'unusable', note: message });
    return;
  }
  const installed = INSTALLED.filter((model) => model.kind === 'installed');
  tell({ state: installed.length === 0 ? 'none' : 'loading' });
  try {
    for (const model of installed) await openModel(model).read([WARMING]);
    if (installed.length > 0) tell({ state: 'ready' });
  } catch (error) {
    tell({ state: 'unusable', ...(error instanceof AppError && { note: error.message }) });
  }
}

/** Any few words: the first run of a network allocates what all later ones use. */
const WARMING = 'good morning, everybody';
