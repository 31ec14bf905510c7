import { Injectable } from '@nestjs/common';
import type { OrganisationId, StaffId } from '../../kernel/ids.js';
import { Vault } from '../../kernel/vault.js';

export interface SealedIdentity {
  readonly emailIndex: Uint8Array;
  readonly emailCiphertext: Uint8Array;
  readonly nameCiphertext: Uint8Array;
}

interface SealedRow {
  readonly id: StaffId;
  readonly emailCiphertext: Uint8Array;
  readonly nameCiphertext: Uint8Array;
}

const EMAIL = 'staff.email_ciphertext';
const NAME = 'staff.name_ciphertext';

/** Seals a staff person's e-mail and name under their own key, and finds them by a keyed index. */
@Injectable()
export class StaffIdentity {
  constructor(private readonly vault: Vault) {}

  /** One e-mail address is one login in the whole installation. */
  indexOf(email: string): Uint8Array {
    return this.vault.index('installation', 'staff_email', normalised(email));
  }

  async seal(
    organisationId: OrganisationId,
    id: StaffId,
    person: { readonly email: string; readonly name: string },
  ): Promise<SealedIdentity> {
    const keyring = await this.vault.keyring(organisationId, [id]);
    return {
      emailIndex: this.indexOf(person.email),
      emailCiphertext: keyring.seal(id, person.email.trim(), EMAIL),
      nameCiphertext: keyring.seal(id, person.name.trim(), NAME),
    };
  }

  /** Takes back the key of a person who was not stored after all. */
  async forget(organisationId: OrganisationId, id: StaffId): Promise<void> {
    await this.vault.destroyKey(organisationId, id);
  }

  /** The addresses alone, in the order of the rows; empty for erased people. */
  async unsealEmails(
    organisationId: OrganisationId,
    rows: readonly Omit<SealedRow, 'nameCiphertext'>[],
  ): Promise<readonly string[]> {
    const keyring = await this.vault.keyring(
      organisationId,
      rows.map(({ id }) => id),
    );
    return rows.map(({ id, emailCiphertext }) => keyring.unseal(id, emailCiphertext, EMAIL) ?? '');
  }

  /** In the order of the rows; empty texts for erased people. */
  async unseal(
    organisationId: OrganisationId,
    rows: readonly SealedRow[],
  ): Promise<readonly { readonly email: string; readonly name: string }[]> {
    const keyring = await this.vault.keyring(
      organisationId,
      rows.map(({ id }) => id),
    );
    return rows.map(({ id, emailCiphertext, nameCiphertext }) => ({
      email: keyring.unseal(id, emailCiphertext, EMAIL) ?? '',
      name: keyring.unseal(id, nameCiphertext, NAME) ?? '',
    }));
  }
}

/** Addresses that differ in case or surrounding space reach the same mailbox in practice. */
function normalised(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}
