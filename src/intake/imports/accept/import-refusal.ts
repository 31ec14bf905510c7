import type { ExportRefusal, FileRefusal } from '../../../channels/index.js';
import type { Refused } from '../../../kernel/refused.js';

/** Why an export is not taken; nothing of it is kept. */
export type ImportRefusal = Refused<'no-basis'> | FileRefusal | ExportRefusal;
