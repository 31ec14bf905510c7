import { AppError } from '../kernel/app-error.js';

/** The shipped map of what is kept is broken; nothing is removed by a map that cannot be read. */
export class DataMapNotUsable extends AppError {
  constructor(place: string, what: string) {
    super({
      kind: 'broken',
      code: 'RETENTION.DATA_MAP_NOT_USABLE',
      message: `src/retention/classes.yaml: ${place} ${what}.`,
    });
  }
}
