import type { Capabilities, ExportChannel, WebhookChannel } from './channel.js';
import { genericWebhook } from './generic-webhook/generic-webhook.js';
import { tableExport } from './table-export/index.js';
import { telegramExport } from './telegram-export/index.js';
import { whatsappExport } from './whatsapp-export/index.js';

/** Channels that read files people export from an app, alphabetical. */
// prettier-ignore
export const EXPORT_CHANNELS: readonly ExportChannel[] = [
  tableExport,
  telegramExport,
  whatsappExport,
];

/** Channels that are pushed to us, alphabetical. */
// prettier-ignore
export const WEBHOOK_CHANNELS: readonly WebhookChannel[] = [
  genericWebhook,
];

/** Null for a kind that is not installed (any more). */
export function webhookChannel(kind: string): WebhookChannel | null {
  return WEBHOOK_CHANNELS.find((channel) => channel.kind === kind) ?? null;
}

export const EXPORT_CHANNEL_KINDS: readonly string[] = EXPORT_CHANNELS.map(({ kind }) => kind);

/** Nothing can be done on a channel that is not installed (any more). */
export function capabilitiesOf(kind: string): Capabilities {
  const channel = [...EXPORT_CHANNELS, ...WEBHOOK_CHANNELS].find((one) => one.kind === kind);
  return channel?.capabilities ?? { deleteMessage: false, removeMember: false, reply: false };
}
