import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { OrganisationId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { SignInLimit } from '../sign-in/sign-in-limit.js';
import { CODE_OF_CONDUCT } from './code-of-conduct.js';
import { EntryRepository } from './entry.repository.js';
import { newRecoveryCodes, newSecret, normalisedRecoveryCode, stepOf } from './one-time-codes.js';

const SECRET = 'second_factor.secret_ciphertext';

interface Person {
  readonly organisationId: OrganisationId;
  readonly staffId: StaffId;
}

export type Proof =
  | { readonly kind: 'proven'; readonly by: 'app' | 'recovery_code' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly seconds: number };

/** Keeps and checks the second factor; the secret is sealed under the person's own key. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly clock: Clock,
    private readonly vault: Vault,
    private readonly limit: SignInLimit,
    private readonly entry: EntryRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** The secret to set up an app with, the same until it is confirmed; null when one is in use. */
  async begin(tx: Transaction, { organisationId, staffId }: Person): Promise<string | null> {
    const stored = await this.entry.factor(tx, staffId);
    if (stored !== null && stored.confirmedAt !== null) return null;
    const keyring = await this.vault.keyring(organisationId, [staffId]);
    const pending = stored && keyring.unseal(staffId, stored.secretCiphertext, SECRET);
    if (pending !== null) return pending;
    const secret = newSecret();
    return (await this.entry.begin(tx, staffId, keyring.seal(staffId, secret, SECRET))) ? secret : null;
  }

  /** Does a role of the person ask for one? */
  async isRequired(tx: Transaction, { staffId }: Person): Promise<boolean> {
    return (await this.entry.standing(tx, staffId, CODE_OF_CONDUCT.version)).needsFactor;
  }

  /** Counted before it is compared; what was right once is never right again. */
  async prove(tx: Transaction, person: Person, code: string): Promise<Proof> {
    const seconds = await this.limit.takeCode(tx, person.staffId);
    if (seconds > 0) return { kind: 'wait', seconds };
    const by = await this.matchOf(tx, person, code);
    const object = { kind: 'staff', id: person.staffId };
    const details = { by: by ?? 'none' };
    await this.audit.record(tx, {
      act: 'second_factor.shown',
      object,
      outcome: by ? 'done' : 'refused',
      details,
    });
    if (by === null) return { kind: 'wrong' };
    await this.limit.clearCode(tx, person.staffId);
    return { kind: 'proven', by };
  }

  /** New ones; those from before are worth nothing from now on. */
  async renewCodes(tx: Transaction, person: Person): Promise<readonly string[]> {
    const codes = newRecoveryCodes();
    await this.entry.replaceCodes(
      tx,
      person.staffId,
      codes.map((code) => this.indexOf(person, code)),
    );
    return codes;
  }

  async remove(tx: Transaction, { staffId }: Person): Promise<void> {
    await this.entry.removeFactor(tx, staffId);
  }

  private async matchOf(
    tx: Transaction,
    person: Person,
    code: string,
  ): Promise<'app' | 'recovery_code' | null> {
    const { organisationId, staffId } = person;
    const stored = await this.entry.factor(tx, staffId);
    if (stored === null) return null;
    const keyring = await this.vault.keyring(organisationId, [staffId]);
    const secret = keyring.unseal(staffId, stored.secretCiphertext, SECRET);
    const step = secret === null ? null : stepOf(secret, code, this.clock.now());
    if (step !== null) return (await this.entry.useStep(tx, staffId, step)) ? 'app' : null;
    if (stored.confirmedAt === null) return null;
    return (await this.entry.useCode(tx, staffId, this.indexOf(person, code))) ? 'recovery_code' : null;
  }

  private indexOf({ organisationId, staffId }: Person, code: string): Uint8Array {
    return this.vault.index(organisationId, 'recovery_code', `${staffId}:${normalisedRecoveryCode(code)}`);
  }
}
