import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MasterKeyRefused } from './crypto.errors.js';
import { putNew, syncFolder } from './durable-file.js';

const BYTES = 32;

/** The one secret; everything else is derived from it or wrapped by what is. Never leaves this class. */
export class MasterKey {
  constructor(private readonly secret: Uint8Array) {}

  /** A key of 32 bytes for one purpose (HKDF-SHA256, RFC 5869); keys of different purposes tell nothing of each other. */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.secret, '', `mlinzi/${purpose}`, BYTES));
  }

  /** A password for a role of the database, the same at every start. */
  password(role: string): string {
    return this.derive(`database-role/${role}`).toString('base64url');
  }
}

/**
 * The key given by the environment, or that of `<home>/keys/master.key`, made on first start. Refuses a key that is
 * not the one this home was made with: it would make new keys beside those it cannot read.
 */
export async function openMasterKey(home: string, given: Uint8Array | null): Promise<MasterKey> {
  const folder = join(home, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const secret = given ?? (await fromFile(folder));
  const key = new MasterKey(secret);
  await confirm(folder, key);
  return key;
}

async function fromFile(folder: string): Promise<Uint8Array> {
  const path = join(folder, 'master.key');
  const existing = await readFile(path, 'utf8').catch(() => null);
  if (existing === null) {
    if ((await readdir(folder)).length > 0)
      throw new MasterKeyRefused(
        `${path} is missing but ${folder} holds keys made with it. Restore the file or set MLINZI_MASTER_KEY.`,
      );
    await putNew(path, Buffer.from(`${randomBytes(BYTES).toString('base64')}\n`));
    await syncFolder(folder);
    return fromFile(folder);
  }
  const secret = Buffer.from(existing.trim(), 'base64');
  if (secret.length !== BYTES)
    throw new MasterKeyRefused(`${path} is not base64 of ${BYTES} bytes. Restore the file from your backup.`);
  return secret;
}

/** A proof of the key lies beside it, from which the key cannot be had. */
async function confirm(folder: string, key: MasterKey): Promise<void> {
  const path = join(folder, 'master.check');
  const proof = createHmac('sha256', key.derive('check')).update('mlinzi').digest();
  await putNew(path, proof);
  const known = await readFile(path);
  if (known.length !== proof.length || !timingSafeEqual(known, proof))
    throw new MasterKeyRefused(
      `The master key is not the one that the keys in ${folder} were made with. Set the right MLINZI_MASTER_KEY.`,
    );
}
