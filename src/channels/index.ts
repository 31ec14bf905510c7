/** Knows how messages look on every channel and what can be done there; never stores, admits or judges anything. */
export type * from './channel.js';
export type { FileRefusal } from './archive/open-file.js';
export { inspectExport } from './inspect-export.js';
export type { ExportSummary } from './inspect-export.js';
export { openExport, openExportFile } from './open-export.js';
export type { OpenedExportFile } from './open-export.js';
export { capabilitiesOf, EXPORT_CHANNEL_KINDS, WEBHOOK_CHANNELS, webhookChannel } from './registry.js';
