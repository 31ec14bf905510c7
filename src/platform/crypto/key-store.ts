import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { access, constants, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KeyStoreUnavailable } from './crypto.errors.js';
import { overwrite, putNew, syncFolder } from './durable-file.js';
import type { MasterKey } from './master-key.js';
import { errorCode } from '../error-code.js';

/** A subject's data key, that there is none yet, or that there will never be one again. */
export type StoredKey = Buffer | 'absent' | 'destroyed';

const KEY_MARK = Buffer.from('MLZK1');
const DESTROYED_MARK = Buffer.from('MLZX1');
const NONCE_BYTES = 12;
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const FILE_BYTES = KEY_MARK.length + NONCE_BYTES + KEY_BYTES + TAG_BYTES;

/** Files written side by side: an SSD gains nothing beyond, and Node's file threads are four. */
const WRITES_AT_ONCE = 16;

/**
 * One small file per subject, `<home>/keys/<organisation>/<two hex digits>/<name>`: mark, nonce, wrapped key, tag
 * (AES-256-GCM). Names are keyed hashes, so a listing tells nothing, and 256 folders keep a million files at four
 * thousand each. A destroyed key's file stays, overwritten, as the mark that the subject must never get another.
 */
export class FileKeyStore {
  private readonly wrapping: Buffer;
  private readonly naming: Buffer;
  private readonly buffer = Buffer.alloc(FILE_BYTES);

  constructor(
    private readonly folder: string,
    master: MasterKey,
  ) {
    this.wrapping = master.derive('key-wrapping');
    this.naming = master.derive('key-naming');
  }

  /** Reads at once: 70 bytes from a local disk cost less than handing them to another thread. */
  read(owner: string, subject: string): StoredKey {
    let file: number;
    try {
      file = openSync(this.path(owner, subject), 'r');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return this.absent();
      throw new KeyStoreUnavailable(error);
    }
    try {
      const length = readSync(file, this.buffer, 0, FILE_BYTES, 0);
      return this.unwrap(this.buffer.subarray(0, length), `${owner}/${subject}`);
    } catch (error) {
      throw new KeyStoreUnavailable(error);
    } finally {
      closeSync(file);
    }
  }

  /** Makes and stores keys for subjects that have none; on disk when it resolves. Another process may have been first. */
  async create(owner: string, subjects: readonly string[]): Promise<Map<string, StoredKey>> {
    try {
      const folders = new Set(subjects.map((subject) => dirname(this.path(owner, subject))));
      await this.makeFolders(owner, folders);
      const pending = [...subjects];
      const writer = async () => {
        for (let subject = pending.pop(); subject !== undefined; subject = pending.pop())
          await putNew(this.path(owner, subject), this.wrap(randomBytes(KEY_BYTES), `${owner}/${subject}`));
      };
      await Promise.all(Array.from({ length: WRITES_AT_ONCE }, writer));
      await Promise.all([...folders].map(syncFolder));
    } catch (error) {
      throw new KeyStoreUnavailable(error);
    }
    return new Map(subjects.map((subject) => [subject, this.read(owner, subject)]));
  }

  /** True when there was a key. The mark is left either way. */
  async destroy(owner: string, subject: string): Promise<boolean> {
    const path = this.path(owner, subject);
    const mark = Buffer.concat([DESTROYED_MARK, randomBytes(FILE_BYTES - DESTROYED_MARK.length)]);
    try {
      // Boot destroys every forgotten key again; one that is marked already costs a read.
      if (this.read(owner, subject) === 'destroyed') return false;
      await this.makeFolders(owner, new Set([dirname(path)]));
      const wasAbsent = await putNew(path, mark);
      const before = wasAbsent ? 'absent' : this.read(owner, subject);
      if (Buffer.isBuffer(before)) await overwrite(path, mark);
      await syncFolder(dirname(path));
      return Buffer.isBuffer(before);
    } catch (error) {
      throw error instanceof KeyStoreUnavailable ? error : new KeyStoreUnavailable(error);
    }
  }

  /** Every key of an owner who is gone altogether: overwritten, then the whole folder goes, marks and all. */
  async destroyAll(owner: string): Promise<void> {
    const folder = join(this.folder, owner);
    try {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(noneThere);
      for (const entry of entries)
        if (entry.isFile()) await overwrite(join(entry.parentPath, entry.name), randomBytes(FILE_BYTES));
      await rm(folder, { recursive: true, force: true });
      await syncFolder(this.folder);
    } catch (error) {
      throw new KeyStoreUnavailable(error);
    }
  }

  /** Throws when keys could not be read and written now. */
  async check(): Promise<void> {
    await access(this.folder, constants.R_OK | constants.W_OK | constants.X_OK).catch((error: unknown) => {
      throw new KeyStoreUnavailable(error);
    });
  }

  private path(owner: string, subject: string): string {
    const name = createHmac('sha256', this.naming).update(`${owner}/${subject}`).digest('hex').slice(0, 40);
    return join(this.folder, owner, name.slice(0, 2), name.slice(2));
  }

  /** A missing file means no key only while the store itself is there; an unmounted one must not look empty. */
  private absent(): 'absent' {
    try {
      closeSync(openSync(join(this.folder, 'master.check'), 'r'));
      return 'absent';
    } catch (error) {
      throw new KeyStoreUnavailable(error);
    }
  }

  private async makeFolders(owner: string, folders: ReadonlySet<string>): Promise<void> {
    const made = await Promise.all([...folders].map((path) => mkdir(path, { recursive: true, mode: 0o700 })));
    if (made.some((path) => path !== undefined)) {
      await syncFolder(join(this.folder, owner));
      await syncFolder(this.folder);
    }
  }

  private wrap(key: Buffer, bound: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.wrapping, nonce).setAAD(Buffer.from(bound));
    return Buffer.concat([KEY_MARK, nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  }

  private unwrap(file: Buffer, bound: string): StoredKey {
    const mark = file.subarray(0, KEY_MARK.length);
    if (mark.equals(DESTROYED_MARK)) return 'destroyed';
    if (!mark.equals(KEY_MARK) || file.length !== FILE_BYTES) throw new Error('A key file is damaged');
    const nonce = file.subarray(KEY_MARK.length, KEY_MARK.length + NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.wrapping, nonce)
      .setAAD(Buffer.from(bound))
      .setAuthTag(file.subarray(FILE_BYTES - TAG_BYTES));
    const wrapped = file.subarray(KEY_MARK.length + NONCE_BYTES, FILE_BYTES - TAG_BYTES);
    return Buffer.concat([decipher.update(wrapped), decipher.final()]);
  }
}

/** Nothing was ever sealed for them. */
function noneThere(error: unknown): [] {
  if (errorCode(error) === 'ENOENT') return [];
  throw error;
}
