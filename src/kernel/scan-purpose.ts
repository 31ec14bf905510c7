import type { Harm } from './harm.js';
import type { ScanPurpose } from './message.js';

/**
 * Which purpose of the basis allows looking for a harm. A group that agreed to `scan_scam` alone is not searched for
 * anything else. House rules and disclosures belong to the purpose of keeping people safe from each other.
 */
export const PURPOSE_OF_HARM: Readonly<Record<Harm, ScanPurpose>> = {
  hate: 'scan_hate',
  abuse: 'scan_hate',
  threat: 'scan_hate',
  conduct: 'scan_hate',
  disclosure: 'scan_hate',
  scam: 'scan_scam',
  exploitation: 'scan_scam',
  account_compromise: 'scan_scam',
  misinformation: 'scan_misinformation',
  impersonation: 'scan_impersonation',
  personal_data: 'scan_personal_data',
};
