import { join } from 'node:path';
import { findModels } from './find-models.js';
import type { FoundModel, InstalledModel } from './find-models.js';
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
