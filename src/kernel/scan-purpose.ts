import type { Harm } from './harm.js';
import type { ScanPurpose } from './message.js';

interface LookedForUnder {
  /** Any one of these suffices. */
  readonly purposes: readonly ScanPurpose[];
  readonly why: string;
}

/** Under which purposes a harm may be looked for. Nobody agreed to "everything": a new harm must say its purpose here. */
export const HARM_PURPOSES: Readonly<Record<Harm, LookedForUnder>> = {
  hate: { purposes: ['scan_hate'], why: 'The purpose by name.' },
  abuse: { purposes: ['scan_hate'], why: 'An insult is told from hate only by reading for both.' },
  threat: {
    purposes: ['scan_hate'],
    why: 'Incitement is hate turned to action; a notice names them together.',
  },
  conduct: {
    purposes: ['scan_hate', 'scan_scam'],
    why: 'House rules concern heated exchanges as much as advertising and flooding.',
  },
  exploitation: {
    purposes: ['scan_hate', 'scan_scam'],
    why: 'Recruiters threaten and defraud; their offers are found by either reading.',
  },
  disclosure: {
    purposes: ['scan_hate'],
    why: 'Someone in danger is met while reading for violence; it is never a reason to read on its own.',
  },
  scam: { purposes: ['scan_scam'], why: 'The purpose by name.' },
  account_compromise: {
    purposes: ['scan_scam', 'scan_impersonation'],
    why: 'A stolen account defrauds in its owner’s name: it is both.',
  },
  impersonation: { purposes: ['scan_impersonation'], why: 'The purpose by name.' },
  misinformation: { purposes: ['scan_misinformation'], why: 'The purpose by name.' },
  personal_data: { purposes: ['scan_personal_data'], why: 'The purpose by name.' },
};

/** True when at least one of the purposes allows looking for the harm. */
export function mayLookFor(harm: Harm, purposes: readonly ScanPurpose[]): boolean {
  return HARM_PURPOSES[harm].purposes.some((purpose) => purposes.includes(purpose));
}
