import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { MasterKey } from './master-key.js';

/** PKCS #8 of an Ed25519 seed, RFC 8410 section 7: this and the 32 bytes. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** An Ed25519 key of this installation for one purpose. */
export interface SigningKey {
  /** 32 bytes, RFC 8032. */
  readonly publicKey: Uint8Array;
  sign(message: string): Uint8Array;
}

/** Signs for the installation. Keys are derived from the master key, so none is stored and none can be lost apart. */
@Injectable()
export class SigningKeys {
  constructor(private readonly master: MasterKey) {}

  for(purpose: string): SigningKey {
    const der = Buffer.concat([PKCS8, this.master.derive(`sign/${purpose}`)]);
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    return { publicKey: rawPublicKey(key), sign: (message) => sign(null, Buffer.from(message), key) };
  }
}

function rawPublicKey(key: KeyObject): Uint8Array {
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return der.subarray(der.length - 32);
}
