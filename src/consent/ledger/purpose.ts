import { SCAN_PURPOSES } from '../../kernel/message.js';
import type { ScanPurpose } from '../../kernel/message.js';

/** What a basis can allow. Looking at a message and doing anything more with it are separate decisions. */
export const PURPOSES = [
  ...SCAN_PURPOSES,
  'act',
  'share_agency',
  'improve_models',
  'report_statistics',
] as const;

export type Purpose = (typeof PURPOSES)[number];

export function isScanPurpose(purpose: string): purpose is ScanPurpose {
  return (SCAN_PURPOSES as readonly string[]).includes(purpose);
}
