import { createHmac, createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { OrganisationId } from '../../kernel/ids.js';
import { Vault } from '../../kernel/vault.js';
import type { Keyring } from '../../kernel/vault.js';
import { KeyCache } from './key-cache.js';
import type { FileKeyStore, StoredKey } from './key-store.js';
import type { MasterKey } from './master-key.js';
import { SealingKeyring } from './sealing-keyring.js';

/** The vault of sizes 1 and 2: keys in files beside, never inside, the database and its backups. */
export class FileVault extends Vault {
  private readonly indexKeys = new Map<string, Buffer>();

  constructor(
    private readonly master: MasterKey,
    private readonly store: FileKeyStore,
    private readonly cache: KeyCache = new KeyCache(),
  ) {
    super();
  }

  async keyring(organisationId: OrganisationId, subjects: Iterable<string>): Promise<Keyring> {
    const keys = new Map<string, KeyObject | 'destroyed'>();
    const absent: string[] = [];
    for (const subject of new Set(subjects)) {
      const key = this.load(organisationId, subject);
      if (key === 'absent') absent.push(subject);
      else keys.set(subject, key);
    }
    if (absent.length > 0) {
      const created = await this.store.create(organisationId, absent);
      for (const [subject, stored] of created) {
        const key = this.remember(organisationId, subject, stored);
        if (key !== 'absent') keys.set(subject, key);
      }
    }
    return new SealingKeyring(keys);
  }

  index(organisationId: OrganisationId | 'installation', purpose: string, value: string): Uint8Array {
    return createHmac('sha256', this.indexKey(`index/${organisationId}/${purpose}`))
      .update(value)
      .digest();
  }

  async destroyKey(organisationId: OrganisationId, subject: string): Promise<boolean> {
    try {
      return await this.store.destroy(organisationId, subject);
    } finally {
      this.cache.forget(`${organisationId}/${subject}`);
    }
  }

  async destroyAllKeys(organisationId: OrganisationId): Promise<void> {
    try {
      await this.store.destroyAll(organisationId);
    } finally {
      this.cache.forgetAll(`${organisationId}/`);
    }
  }

  private load(organisationId: OrganisationId, subject: string): KeyObject | 'destroyed' | 'absent' {
    const cached = this.cache.get(`${organisationId}/${subject}`);
    return cached ?? this.remember(organisationId, subject, this.store.read(organisationId, subject));
  }

  private remember(
    organisationId: OrganisationId,
    subject: string,
    stored: StoredKey,
  ): KeyObject | 'destroyed' | 'absent' {
    if (stored === 'absent') return stored;
    const key = stored === 'destroyed' ? stored : createSecretKey(stored);
    this.cache.put(`${organisationId}/${subject}`, key);
    return key;
  }

  private indexKey(purpose: string): Buffer {
    const known = this.indexKeys.get(purpose);
    if (known) return known;
    const key = this.master.derive(purpose);
    this.indexKeys.set(purpose, key);
    return key;
  }
}
