import type { Span } from '../../../kernel/span.js';

/** Kinds of personal data, by how they are told apart. */
export type ItemKind =
  | 'phone'
  | 'email'
  | 'card'
  | 'iban'
  | 'location'
  | 'case_number'
  | 'passport'
  | 'national_id'
  | 'address'
  | 'minor';

/** One piece of personal data in a message. Values are used for comparing and never leave the detector. */
export interface Item extends Span {
  readonly kind: ItemKind;
  /** E.164 number, lower-case e-mail address, or empty where nothing is compared. */
  readonly value: string;
}
