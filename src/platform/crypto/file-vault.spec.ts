import { mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asId, newId } from '../../kernel/ids.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { KeyStoreUnavailable, MasterKeyRefused, NoKey, SealBroken } from './crypto.errors.js';
import { FileVault } from './file-vault.js';
import { KeyCache } from './key-cache.js';
import { FileKeyStore } from './key-store.js';
import { openMasterKey } from './master-key.js';

const root = await mkdtemp(join(tmpdir(), 'mlinzi-vault-'));
afterAll(() => rm(root, { recursive: true }));

const organisation = asId<'organisation'>('3f1d3c1a-5a55-4a0e-9a37-0d2a1a7f0b01');

interface Bench {
  readonly home: string;
  readonly vault: FileVault;
  /** Moves the cache's clock. */
  pass(ms: number): void;
}

async function aBench(home?: string): Promise<Bench> {
  const folder = home ?? (await mkdtemp(join(root, 'home-')));
  const master = await openMasterKey(folder, null);
  let now = 0;
  const cache = new KeyCache(() => now);
  const vault = new FileVault(master, new FileKeyStore(join(folder, 'keys'), master), cache);
  return { home: folder, vault, pass: (ms) => (now += ms) };
}

async function keyFiles(home: string, owner: OrganisationId): Promise<string[]> {
  const folder = join(home, 'keys', owner);
  const shards = await readdir(folder);
  const names = await Promise.all(
    shards.map(async (shard) =>
      (await readdir(join(folder, shard))).map((name) => join(folder, shard, name)),
    ),
  );
  return names.flat();
}

const { vault, home } = await aBench();
const ring = await vault.keyring(organisation, ['amina', 'baraka']);
const anyText = fc.string({ unit: 'binary', maxLength: 400 }).map((text) => Buffer.from(text).toString());

describe('What is sealed', () => {
  it('opens to exactly what it was, for any text', () => {
    fc.assert(
      fc.property(anyText, fc.string(), (text, binding) => {
        expect(ring.unseal('amina', ring.seal('amina', text, binding), binding)).toBe(text);
      }),
    );
  });

  it('never looks the same twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const [first, second] = [ring.seal('amina', text, 'a'), ring.seal('amina', text, 'a')];
        expect(Buffer.compare(first, second)).not.toBe(0);
      }),
    );
  });

  it('opens for nobody once any bit of it was changed', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.integer({ min: 0, max: 7 }), (text, position, bit) => {
        const sealed = Buffer.from(ring.seal('amina', text, 'message.text'));
        const at = position % sealed.length;
        sealed.writeUInt8(sealed.readUInt8(at) ^ (1 << bit), at);
        expect(() => ring.unseal('amina', sealed, 'message.text')).toThrow(SealBroken);
      }),
    );
  });

  it('opens for nobody once it was cut short', () => {
    const sealed = ring.seal('amina', 'Tutaonana kesho', 'message.text');
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => ring.unseal('amina', sealed.subarray(0, length), 'message.text')).toThrow(SealBroken);
  });

  it('opens in no other place and under no other key', () => {
    fc.assert(
      fc.property(anyText, fc.string(), fc.string(), (text, binding, other) => {
        fc.pre(binding !== other);
        const sealed = ring.seal('amina', text, binding);
        expect(() => ring.unseal('amina', sealed, other)).toThrow(SealBroken);
        expect(() => ring.unseal('baraka', sealed, binding)).toThrow(SealBroken);
      }),
    );
  });

  it('opens after a restart', async () => {
    const sealed = ring.seal('baraka', 'Habari', 'member.name');
    const again = await (await aBench(home)).vault.keyring(organisation, ['baraka']);
    expect(again.unseal('baraka', sealed, 'member.name')).toBe('Habari');
  });

  it('opens in no other organisation, even for a subject of the same name', async () => {
    const other = await vault.keyring(newId<'organisation'>(), ['amina']);
    const sealed = ring.seal('amina', 'Habari', 'member.name');
    expect(() => other.unseal('amina', sealed, 'member.name')).toThrow(SealBroken);
  });

  it('needs its key on the keyring', () => {
    expect(() => ring.seal('nobody', 'x', 'y')).toThrow(NoKey);
  });
});

describe('A destroyed key', () => {
  it('leaves nothing to read, and no new key grows in its place', async () => {
    const bench = await aBench();
    const before = await bench.vault.keyring(organisation, ['zawadi']);
    const sealed = before.seal('zawadi', 'Namba yangu', 'member_alias.handle');
    await expect(bench.vault.destroyKey(organisation, 'zawadi')).resolves.toBe(true);
    const after = await bench.vault.keyring(organisation, ['zawadi']);
    expect(after.unseal('zawadi', sealed, 'member_alias.handle')).toBeNull();
    expect(() => after.seal('zawadi', 'again', 'member_alias.handle')).toThrow(NoKey);
    await expect(bench.vault.destroyKey(organisation, 'zawadi')).resolves.toBe(false);
  });

  it('is gone for other processes within a minute, and its bytes from the disk at once', async () => {
    const bench = await aBench();
    const other = await aBench(bench.home);
    const sealed = (await other.vault.keyring(organisation, ['zawadi'])).seal('zawadi', 'x', 'y');
    const [file] = await keyFiles(bench.home, organisation);
    const key = await readFile(file ?? '');
    await bench.vault.destroyKey(organisation, 'zawadi');
    expect((await readFile(file ?? '')).includes(key.subarray(5))).toBe(false);
    other.pass(60_000);
    const late = await other.vault.keyring(organisation, ['zawadi']);
    expect(late.unseal('zawadi', sealed, 'y')).toBeNull();
  });

  it('stays destroyed for a subject that never had one', async () => {
    const bench = await aBench();
    await expect(bench.vault.destroyKey(organisation, 'unknown')).resolves.toBe(false);
    const keyring = await bench.vault.keyring(organisation, ['unknown']);
    expect(() => keyring.seal('unknown', 'x', 'y')).toThrow(NoKey);
  });

  it('stays destroyed when creating and destroying meet', async () => {
    const bench = await aBench();
    const subjects = Array.from({ length: 50 }, (_, n) => `subject-${n}`);
    await Promise.all([
      bench.vault.keyring(organisation, subjects),
      ...subjects.map((subject) => bench.vault.destroyKey(organisation, subject)),
    ]);
    bench.pass(60_000);
    const keyring = await bench.vault.keyring(organisation, subjects);
    for (const subject of subjects) expect(() => keyring.seal(subject, 'x', 'y')).toThrow(NoKey);
  });
});

describe('The key store', () => {
  it('gives two processes that meet a subject at once the same key', async () => {
    const bench = await aBench();
    const other = await aBench(bench.home);
    const subjects = Array.from({ length: 100 }, (_, n) => `subject-${n}`);
    const [one, two] = await Promise.all(
      [bench, other].map(({ vault: v }) => v.keyring(organisation, subjects)),
    );
    for (const subject of subjects) {
      const sealed = one?.seal(subject, subject, 'x') ?? new Uint8Array();
      expect(two?.unseal(subject, sealed, 'x')).toBe(subject);
    }
  });

  it('names neither subjects nor keys on disk', async () => {
    const bench = await aBench();
    await bench.vault.keyring(organisation, ['amina']);
    const [file] = await keyFiles(bench.home, organisation);
    expect(file).not.toContain('amina');
  });

  it('says "unavailable" when it is not there, instead of making new keys', async () => {
    const bench = await aBench();
    await bench.vault.keyring(organisation, ['amina']);
    await rename(join(bench.home, 'keys'), join(bench.home, 'away'));
    bench.pass(60_000);
    await expect(bench.vault.keyring(organisation, ['amina'])).rejects.toThrow(KeyStoreUnavailable);
    await rename(join(bench.home, 'away'), join(bench.home, 'keys'));
    await expect(bench.vault.keyring(organisation, ['amina'])).resolves.toBeDefined();
  });

  it('says "unavailable" for a damaged key file, and for one put in the place of another', async () => {
    const bench = await aBench();
    await bench.vault.keyring(organisation, ['amina', 'baraka']);
    const [one, two] = await keyFiles(bench.home, organisation);
    await writeFile(one ?? '', await readFile(two ?? ''));
    bench.pass(60_000);
    await expect(bench.vault.keyring(organisation, ['amina', 'baraka'])).rejects.toThrow(KeyStoreUnavailable);
  });
});

describe('An index', () => {
  it('finds the same value again, and separates purposes and organisations', () => {
    const of = (owner: OrganisationId | 'installation', purpose: string) =>
      Buffer.from(vault.index(owner, purpose, '+254700000001')).toString('hex');
    expect(of(organisation, 'handle')).toBe(of(organisation, 'handle'));
    const all = [
      of(organisation, 'handle'),
      of(organisation, 'name'),
      of(newId<'organisation'>(), 'handle'),
      of('installation', 'handle'),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(vault.index(organisation, 'handle', 'x')).toHaveLength(32);
  });
});

describe('The master key', () => {
  it('is made on first start, for its owner alone', async () => {
    const bench = await aBench();
    const path = join(bench.home, 'keys', 'master.key');
    expect(Buffer.from((await readFile(path, 'utf8')).trim(), 'base64')).toHaveLength(32);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('is refused when it is not the one the keys were made with', async () => {
    const bench = await aBench();
    await expect(openMasterKey(bench.home, Buffer.alloc(32, 7))).rejects.toThrow(MasterKeyRefused);
  });

  it('is not made anew where keys lie but the file is missing', async () => {
    const bench = await aBench();
    await rm(join(bench.home, 'keys', 'master.key'));
    await expect(openMasterKey(bench.home, null)).rejects.toThrow(/Restore the file/);
  });
});
