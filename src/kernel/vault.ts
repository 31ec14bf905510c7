import type { OrganisationId } from './ids.js';

/**
 * Encrypts what must be forgettable. One data key per subject (a member, a staff person, or `organisation` for raw
 * deliveries and names of things); destroying the key makes everything sealed under it unreadable for ever.
 * Wrapped keys live in a key store outside the database.
 */
export abstract class Vault {
  /**
   * Loads the keys of these subjects, making and storing (fsynced) those that do not exist yet.
   * Throws `KeyStoreUnavailable` (kind `unavailable`) when the store cannot be read or written: nothing is processed.
   */
  abstract keyring(organisationId: OrganisationId, subjects: Iterable<string>): Promise<Keyring>;

  /**
   * Keyed HMAC-SHA256, so that a handle can be found without being readable. `purpose` separates what must never be
   * compared. 32 bytes. Answers at once: the index key is derived from the master key.
   */
  abstract index(organisationId: OrganisationId | 'installation', purpose: string, value: string): Uint8Array;

  /** Destroys a subject's key; true when there was one. Other processes stop being able to read within 60 s. */
  abstract destroyKey(organisationId: OrganisationId, subject: string): Promise<boolean>;

  /** Destroys every key of an organisation and leaves no mark of them. Other processes read on for at most 60 s. */
  abstract destroyAllKeys(organisationId: OrganisationId): Promise<void>;
}

/** The loaded keys of one batch; sealing and opening are synchronous, AES-256-GCM. */
export interface Keyring {
  /** `binding` (a column name, say) is authenticated with the text: a ciphertext cannot be moved to another place. */
  seal(subject: string, text: string, binding: string): Uint8Array;
  /** Null when the subject's key was destroyed; throws on tampering or a wrong binding. */
  unseal(subject: string, sealed: Uint8Array, binding: string): string | null;
}

/** The subject for things that belong to the organisation rather than to a person. */
export const ORGANISATION_SUBJECT = 'organisation';
