import type { Detector } from '../detector.js';
import { exchange } from './exchange/index.js';
import { houseRules } from './house-rules/index.js';
import { identity } from './identity/index.js';
import { knownClaims } from './known-claims/index.js';
import { lexicon } from './lexicon/index.js';
import { media } from './media/index.js';
import { personalData } from './personal-data/index.js';
import { rumourSigns } from './rumour-signs/index.js';
import { scamSigns } from './scam-signs/index.js';
import { spread } from './spread/index.js';
import { textHarm } from './text-harm/index.js';

/** Every detector, in alphabetical order: a detector is one folder and one line here. */
// prettier-ignore
export const DETECTORS: readonly Detector[] = [
  exchange,
  houseRules,
  identity,
  knownClaims,
  lexicon,
  media,
  personalData,
  rumourSigns,
  scamSigns,
  spread,
  textHarm,
];
