import type { Calibration, Label, Manifest } from './manifest.js';

const IDENTITY: Calibration = { temperature: 1, bias: 0, threshold: 0.5 };
/** A sigmoid rounds to 0 or 1 long before its logit is infinite; this is logit 36, the last one a double tells from 1. */
const NEAREST_TO_CERTAIN = 2 ** -52;

/** The label's calibration in a language: each of its values from there, else from `any`, else the identity. */
export function calibrationOf(manifest: Manifest, label: Label, language: string): Calibration {
  const ofLabel = manifest.calibration[label];
  return { ...IDENTITY, ...ofLabel?.any, ...ofLabel?.[language] };
}

/** sigmoid(logit(p) / temperature + bias), 0 staying 0: nothing was read there. */
export function calibrate(probability: number, { temperature, bias }: Calibration): number {
  return probability === 0 ? 0 : sigmoid(logit(probability) / temperature + bias);
}

export function sigmoid(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

/** Log-odds, within -36 and 36. */
export function logit(probability: number): number {
  const inside = Math.min(Math.max(probability, NEAREST_TO_CERTAIN), 1 - NEAREST_TO_CERTAIN);
  return Math.log(inside / (1 - inside));
}
