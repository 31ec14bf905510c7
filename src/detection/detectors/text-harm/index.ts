import { INSTALLED, openModel, shippedScreen } from '../../model/shared-models.js';
import { textHarmWith } from './text-harm.js';

/** The installed text models' reading of every message in a language they are valid for; without a model, nothing. */
export const textHarm = textHarmWith(INSTALLED, openModel, shippedScreen);
