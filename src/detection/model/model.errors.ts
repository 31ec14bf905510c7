import { AppError } from '../../kernel/app-error.js';
import type { Fault } from '../../kernel/app-error.js';

/** As many faults as a line of health can carry; `npm run models:check` prints all. */
const FAULTS_TOLD = 3;

/** An installed model that is incomplete, altered, or does not do what its manifest says. */
export class ModelUnusable extends AppError {
  constructor(name: string, faults: readonly Fault[], cause?: unknown) {
    const told = faults.slice(0, FAULTS_TOLD).map(({ path, message }) => `${path} ${message}`);
    if (faults.length > FAULTS_TOLD) told.push(`and ${faults.length - FAULTS_TOLD} more`);
    super({
      kind: 'broken',
      code: 'DETECTION.MODEL_UNUSABLE',
      message: `The model ${name} cannot be used: ${told.join('; ')}`,
      faults,
      cause,
    });
  }
}
