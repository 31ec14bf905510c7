import type { Group } from '../../people/index.js';
import type { ImportReport } from '../../intake/index.js';

/** An import as its page shows it, with the group it is about. */
export interface ShownImport extends ImportReport {
  readonly group: Pick<Group, 'id' | 'name' | 'timezone'>;
}
