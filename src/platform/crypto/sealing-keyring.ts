import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Keyring } from '../../kernel/vault.js';
import { NoKey, SealBroken } from './crypto.errors.js';

/** First byte of everything sealed, so that another construction can follow one day. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES;

/** Random nonces are drawn a thousand at a time: asking the generator costs more than the bytes. */
const POOL = Buffer.alloc(NONCE_BYTES * 1024);
let drawn = POOL.length;

const bindings = new Map<string, Buffer>();

/** The keys of one batch. Sealed: version, nonce, ciphertext, tag; the binding is authenticated with it. */
export class SealingKeyring implements Keyring {
  constructor(private readonly keys: ReadonlyMap<string, KeyObject | 'destroyed'>) {}

  seal(subject: string, text: string, binding: string): Uint8Array {
    const key = this.keys.get(subject);
    if (key === undefined || key === 'destroyed') throw new NoKey(key ?? 'not loaded');
    const nonce = freshNonce();
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bytesOf(binding));
    const body = cipher.update(text, 'utf8');
    cipher.final();
    const sealed = Buffer.allocUnsafe(HEAD_BYTES + body.length + TAG_BYTES);
    sealed[0] = VERSION;
    nonce.copy(sealed, 1);
    body.copy(sealed, HEAD_BYTES);
    cipher.getAuthTag().copy(sealed, HEAD_BYTES + body.length);
    return sealed;
  }

  unseal(subject: string, sealed: Uint8Array, binding: string): string | null {
    const key = this.keys.get(subject);
    if (key === undefined) throw new NoKey('not loaded');
    if (key === 'destroyed') return null;
    if (sealed[0] !== VERSION || sealed.length < HEAD_BYTES + TAG_BYTES) throw new SealBroken();
    const tagAt = sealed.length - TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, HEAD_BYTES))
      .setAAD(bytesOf(binding))
      .setAuthTag(sealed.subarray(tagAt));
    const text = decipher.update(sealed.subarray(HEAD_BYTES, tagAt), undefined, 'utf8');
    try {
      return text + decipher.final('utf8');
    } catch (cause) {
      throw new SealBroken(cause);
    }
  }
}

function freshNonce(): Buffer {
  if (drawn === POOL.length) {
    randomFillSync(POOL);
    drawn = 0;
  }
  drawn += NONCE_BYTES;
  return POOL.subarray(drawn - NONCE_BYTES, drawn);
}

/** Bindings are column names: a handful. */
function bytesOf(binding: string): Buffer {
  const known = bindings.get(binding);
  if (known) return known;
  const bytes = Buffer.from(binding);
  bindings.set(binding, bytes);
  return bytes;
}
