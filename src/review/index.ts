/** Keeps the messages that need a human, in queues within each reader's reach; never decides how bad a message is. */
export { CountFlags } from './flags/count-flags.js';
export { OUTCOMES } from './flags/flag-filter.js';
export type { FlagFilter } from './flags/flag-filter.js';
export type { FlagView } from './flags/flag-view.js';
export type { FlagCount } from './flags/flag.repository.js';
export { ListFlags } from './flags/list-flags.js';
export type { NewFlag } from './flags/new-flag.js';
export { RaiseFlags } from './flags/raise-flags.js';
export { ReadFlag } from './flags/read-flag.js';
export { ReviewModule } from './review.module.js';
export { FLAG_TEXT_BINDING } from './flags/stored-flag.js';
