/** Knows what can be done on a channel and how a person does it where the service cannot; never decides that it be done. */
export type { ActionKind, StoredAction } from './action.js';
export { ActionBook } from './action-book.js';
export { ActionsModule } from './actions.module.js';
export { wayOf } from './capability.js';
export type { Way } from './capability.js';
export { readyText, textLanguage } from './ready-text.js';
export type { ReadyText } from './ready-text.js';
