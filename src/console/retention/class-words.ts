import type { Reader } from '../words/reader.js';

/** Classes that the catalogue has words for; a test compares them with the map of what is kept. */
export const WORDED_CLASSES = [
  'message',
  'flag',
  'flag_undecided',
  'flag_in_incident',
  'decision',
  'claim_on_flag',
  'incident',
  'staff_as_member',
  'notice',
  'member',
  'member_name',
  'member_join',
  'sighting',
  'message_identity',
  'import',
  'delivery',
  'delivery_receipt',
  'consent',
  'refusal_count',
  'detector_failure',
  'sign_in',
  'sign_in_attempt',
  'invitation',
  'token',
  'staff',
  'audit',
  'retention',
  'house',
] as const;

export function classWords(reader: Reader, id: string): { readonly name: string; readonly why: string } {
  const known = WORDED_CLASSES.find((one) => one === id);
  if (known === undefined) return { name: id, why: '' };
  return { name: reader.say(`retention.class.${known}`), why: reader.say(`retention.why.${known}`) };
}
