import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ChannelId, OrganisationId } from '../../kernel/ids.js';
import { ORGANISATION_SUBJECT, Vault } from '../../kernel/vault.js';

const BINDING = 'channel.secret_ciphertext';

/** What a channel's secret is and how its group keys are hidden. */
@Injectable()
export class ChannelSecret {
  constructor(private readonly vault: Vault) {}

  /** 256 random bits as text that survives being pasted. */
  async make(
    organisationId: OrganisationId,
  ): Promise<{ readonly secret: string; readonly sealed: Uint8Array }> {
    const secret = randomBytes(32).toString('base64url');
    const keyring = await this.vault.keyring(organisationId, [ORGANISATION_SUBJECT]);
    return { secret, sealed: keyring.seal(ORGANISATION_SUBJECT, secret, BINDING) };
  }

  async open(organisationId: OrganisationId, sealed: Uint8Array): Promise<Uint8Array | null> {
    const keyring = await this.vault.keyring(organisationId, [ORGANISATION_SUBJECT]);
    const secret = keyring.unseal(ORGANISATION_SUBJECT, sealed, BINDING);
    return secret === null ? null : Buffer.from(secret, 'utf8');
  }

  /** The same key on two channels is two different groups. */
  indexOf(organisationId: OrganisationId, channelId: ChannelId, groupKey: string): Uint8Array {
    return this.vault.index(organisationId, `group_key ${channelId}`, groupKey);
  }
}
