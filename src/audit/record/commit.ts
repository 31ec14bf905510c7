import { createHash, randomBytes } from 'node:crypto';
import type { Act } from '../../kernel/audit-trail.js';
import type { OrganisationId } from '../../kernel/ids.js';
import type { Vault } from '../../kernel/vault.js';

/** Name to SHA-256 in hex. */
export type Commitments = Readonly<Record<string, string>>;

/** What a commitment hides, sealed under the subject's key. */
export interface Opening {
  readonly name: string;
  readonly subject: string;
  readonly ciphertext: Uint8Array;
}

export const OPENING_BINDING = 'audit_opening.ciphertext';

/** 128 random bits: a name or a number cannot be guessed from its commitment once the salt is gone. */
const SALT_BYTES = 16;

/** SHA-256(salt || value): binding for ever, readable only while the subject's key lives. */
export function commitmentOf(salt: Uint8Array, value: string): string {
  return createHash('sha256').update(salt).update(value, 'utf8').digest('hex');
}

/** Commits to an act's personal values and seals what opens the commitments. */
export async function commit(
  vault: Vault,
  organisationId: OrganisationId,
  personal: Act['personal'],
): Promise<{ readonly commitments: Commitments; readonly openings: readonly Opening[] }> {
  if (!personal) return { commitments: {}, openings: [] };
  const { subject, values } = personal;
  const keyring = await vault.keyring(organisationId, [subject]);
  const salted = Object.entries(values).map(([name, value]) => ({
    name,
    value,
    salt: randomBytes(SALT_BYTES),
  }));
  return {
    commitments: Object.fromEntries(salted.map(({ name, value, salt }) => [name, commitmentOf(salt, value)])),
    openings: salted.map(({ name, value, salt }) => ({
      name,
      subject,
      ciphertext: keyring.seal(
        subject,
        JSON.stringify({ salt: salt.toString('base64'), value }),
        OPENING_BINDING,
      ),
    })),
  };
}
