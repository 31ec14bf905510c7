import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../../kernel/ids.js';
import { SigningKeys } from '../../platform/crypto/index.js';
import { keyId } from '../verify/verify-export.js';

/** Marks an Ed25519 key, c2sp.org/signed-note. */
const ED25519 = Buffer.of(1);

/** The name of an organisation's log, and of the key that signs it. */
export function originOf(organisationId: OrganisationId): string {
  return `mlinzi/${organisationId}`;
}

/** Signs what an organisation's log looks like at one size, as c2sp.org/tlog-checkpoint. One key for each log. */
@Injectable()
export class SignCheckpoint {
  constructor(private readonly keys: SigningKeys) {}

  execute(organisationId: OrganisationId, size: number, root: Uint8Array): string {
    const origin = originOf(organisationId);
    const key = this.keys.for(origin);
    const text = `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
    const id = Buffer.from(keyId(origin, typed(key.publicKey)), 'hex');
    const signature = Buffer.concat([id, key.sign(text)]).toString('base64');
    return `${text}\n— ${origin} ${signature}\n`;
  }

  /** What verifiers are given, once and by another way than the log. */
  verifierKey(organisationId: OrganisationId): string {
    const origin = originOf(organisationId);
    const bytes = typed(this.keys.for(origin).publicKey);
    return `${origin}+${keyId(origin, bytes)}+${bytes.toString('base64')}`;
  }
}

function typed(publicKey: Uint8Array): Buffer {
  return Buffer.concat([ED25519, publicKey]);
}
