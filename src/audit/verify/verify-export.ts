/**
 * Verifies an exported audit log. One file without dependencies, so that nobody has to trust the service that wrote
 * the log: `node verify-export.js FILE [--key KEY] [--known CHECKPOINT-FILE]` on any machine with Node 20. Ends with 0
 * when the log holds and with 2, naming the first entry that cannot be trusted, when it does not.
 *
 * A log is lines of JSON, exactly in this spelling:
 *   {"log":"mlinzi/<organisation>","format":1,"key":"<name>+<id>+<base64>"}
 *   {"position":0,"hash":"<hex>","entry":{...}}     hash = SHA-256(0x00 || the entry's bytes as they stand there)
 *   {"position":1,"hash":"<hex>"}                   the same of an entry whose time to be kept is over
 *   {"checkpoint":"<a signed note>"}                after the entry that completes it
 *
 * Tree: RFC 6962 section 2.1. Checkpoints: c2sp.org/tlog-checkpoint in c2sp.org/signed-note with Ed25519. A log
 * rewritten and signed anew by whoever holds its key shows only against a checkpoint kept elsewhere: --known.
 */
import { createHash, createPublicKey, verify as isSignedBy } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

export const leafHash = (entry: string | Uint8Array): Buffer =>
  createHash('sha256').update('\0').update(entry).digest();
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash('sha256').update('\x01').update(left).update(right).digest();

/** The right edge of a growing tree: by level, the root of a perfect subtree where the size has a bit. */
export class Frontier {
  constructor(
    public size = 0,
    readonly edge: (Buffer | undefined)[] = [],
  ) {}

  /** `onNode` hears of every perfect subtree that this leaf completes. */
  add(leaf: Buffer, onNode?: (level: number, position: number, hash: Buffer) => void): void {
    let [hash, level, position] = [leaf, 0, this.size];
    for (let left = this.edge[level]; left; left = this.edge[level]) {
      this.edge[level] = undefined;
      hash = nodeHash(left, hash);
      level += 1;
      position = Math.floor(position / 2);
      onNode?.(level, position, hash);
    }
    this.edge[level] = hash;
    this.size += 1;
  }

  root(): Buffer {
    let root: Buffer | undefined;
    for (const hash of this.edge) if (hash) root = root ? nodeHash(hash, root) : hash;
    return root ?? createHash('sha256').digest();
  }
}

/** Who signs: `name+id+base64(1 || 32 bytes of Ed25519)`. */
export interface VerifierKey {
  readonly name: string;
  readonly id: string;
  readonly key: KeyObject;
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  /** The lines that are signed. */
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly id: string; readonly value: Buffer }[];
}

/** Base64 in its one spelling; empty for any other. */
function strict(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : Buffer.alloc(0);
}

const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

export function readKey(text: string): VerifierKey | null {
  const [, name = '', id = '', body = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? [];
  const bytes = strict(body);
  if (bytes.length !== 33 || bytes[0] !== 1 || keyId(name, bytes) !== id) return null;
  const der = Buffer.concat([SPKI, bytes.subarray(1)]);
  return { name, id, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

export const keyId = (name: string, typedKey: Uint8Array): string =>
  createHash('sha256').update(`${name}\n`).update(typedKey).digest('hex').slice(0, 8);

export function readCheckpoint(note: string): Checkpoint | null {
  const cut = note.indexOf('\n\n');
  const text = note.slice(0, cut + 1);
  const [origin = '', size = '', root = ''] = text.split('\n');
  if (cut < 0 || !/^\d{1,15}$/.test(size)) return null;
  const signatures = [...note.slice(cut + 2).matchAll(/^— (\S+) (\S+)$/gm)].map(
    ([, name = '', value = '']) => {
      const bytes = strict(value);
      return { name, id: bytes.subarray(0, 4).toString('hex'), value: bytes.subarray(4) };
    },
  );
  return { origin, size: Number(size), root, text, signatures };
}

export function isSigned({ text, signatures }: Checkpoint, { name, id, key }: VerifierKey): boolean {
  const own = signatures.find((signature) => signature.name === name && signature.id === id);
  return own !== undefined && isSignedBy(null, Buffer.from(text), key, own.value);
}

/** What is wrong, in words; positions are those of entries, `to` included. */
const FAULTS = {
  not_a_log: 'This is no audit log of Mlinzi, or the checkpoint given is none.',
  other_key: 'The log is signed with another key than the one that was given.',
  changed: 'The entry was changed after it was written.',
  missing: 'The entry is missing.',
  out_of_place: 'Something stands where this entry belongs.',
  not_as_signed:
    'What stands here is not what was signed: an entry of this range was changed, added or removed.',
  bad_signature: 'The checkpoint over these entries is not signed with the key of the log.',
  unsigned: 'No checkpoint covers these entries: the end of the log was cut off or added.',
  rolled_back: 'A checkpoint was given for a longer log: these entries are gone.',
  forked: 'A checkpoint was given for another history of these entries.',
} as const;

export interface Fault {
  readonly why: keyof typeof FAULTS;
  /** First position that cannot be trusted; the bad entry stands between the two. */
  readonly from: number;
  readonly to: number;
}

export type Verdict =
  | { readonly kind: 'ok'; readonly entries: number; readonly pruned: number; readonly root: string }
  | { readonly kind: 'broken'; readonly fault: Fault };

/** The key the log must be signed with (else its own word is taken); a checkpoint that was kept elsewhere. */
export type Expectation = Readonly<Partial<Record<'key' | 'known', string>>>;

const LEAF = /^\{"position":(\d{1,15}),"hash":"([0-9a-f]{64})"(?:,"entry":(\{.*\}))?\}$/;

function readLeaf(line: string) {
  const [, position, sum = '', entry] = LEAF.exec(line) ?? [];
  const hash = Buffer.from(sum, 'hex');
  if (position === undefined) return { hash, isWhole: false, isPruned: false };
  const isWhole = entry === undefined || leafHash(entry).equals(hash);
  return { position: Number(position), hash, isPruned: entry === undefined, isWhole };
}

/** Takes a log line by line; `line` answers the first fault as soon as it shows, `end` what is thought of the whole. */
export class LogVerifier {
  private readonly frontier = new Frontier();
  private readonly known: Checkpoint | null;
  private key: VerifierKey | null = null;
  private origin = '';
  private signed = 0;
  private pruned = 0;

  constructor(private readonly expected: Expectation = {}) {
    this.known = expected.known === undefined ? null : readCheckpoint(expected.known);
  }

  line(line: string): Fault | null {
    if (!this.key) return this.header(line);
    return line.startsWith('{"checkpoint":') ? this.checkpoint(line, this.key) : this.leaf(line);
  }

  end(): Verdict {
    const entries = this.frontier.size;
    if (!this.key) return broken(fault('not_a_log', 0));
    if (this.known && this.known.size > entries)
      return broken(fault('rolled_back', entries, this.known.size - 1));
    if (entries > this.signed) return broken(fault('unsigned', this.signed, entries - 1));
    return { kind: 'ok', entries, pruned: this.pruned, root: this.frontier.root().toString('hex') };
  }

  private header(line: string): Fault | null {
    const { log, format, key } = parsed(line);
    this.key = format === 1 ? readKey(String(key)) : null;
    this.origin = String(log);
    if (!this.key || (this.expected.known !== undefined && !this.known)) return fault('not_a_log', 0);
    const isExpected = (this.expected.key ?? String(key)).trim() === key;
    return isExpected && (!this.known || isSigned(this.known, this.key)) ? null : fault('other_key', 0);
  }

  private leaf(line: string): Fault | null {
    const next = this.frontier.size;
    const { position = next, hash, isWhole, isPruned } = readLeaf(line);
    if (position > next) return fault('missing', next, position - 1);
    if (position < next) return fault('out_of_place', next);
    if (!isWhole) return fault('changed', next);
    this.pruned += Number(isPruned);
    this.frontier.add(hash);
    if (next + 1 !== this.known?.size || this.known.root === this.root()) return null;
    return fault('forked', 0, next);
  }

  private checkpoint(line: string, key: VerifierKey): Fault | null {
    const { size } = this.frontier;
    const note = parsed(line).checkpoint;
    const given = typeof note === 'string' ? readCheckpoint(note) : null;
    const [from, to] = [Math.min(this.signed, Math.max(size - 1, 0)), Math.max(size - 1, 0)];
    if (given?.origin !== this.origin || !isSigned(given, key)) return fault('bad_signature', from, to);
    if (given.size > size) return fault('missing', size, given.size - 1);
    if (given.size < size) return fault('out_of_place', given.size, to);
    if (given.root !== this.root()) return fault('not_as_signed', from, to);
    this.signed = size;
    return null;
  }

  private root(): string {
    return this.frontier.root().toString('base64');
  }
}

const fault = (why: Fault['why'], from: number, to = from): Fault => ({ why, from, to });
const broken = (found: Fault): Verdict => ({ kind: 'broken', fault: found });

function parsed(line: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(line)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export async function verifyLines(lines: AsyncIterable<string>, expected?: Expectation): Promise<Verdict> {
  const verifier = new LogVerifier(expected);
  for await (const line of lines) {
    const found = line === '' ? null : verifier.line(line);
    if (found) return broken(found);
  }
  return verifier.end();
}

export function say(on: Verdict): string {
  if (on.kind === 'ok') return `ok: ${on.entries} entries (${on.pruned} pruned), root ${on.root}\n`;
  const { why, from, to } = on.fault;
  return `NOT OK: entry ${from === to ? from : `${from} to ${to}`}: ${FAULTS[why]}\n`;
}

export const verifyFile = (path: string, expected?: Expectation): Promise<Verdict> =>
  verifyLines(createInterface({ input: createReadStream(path), crlfDelay: Infinity }), expected);

if (pathToFileURL(process.argv[1] ?? '').href === import.meta.url) {
  const options = { key: { type: 'string' }, known: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  if (values.known !== undefined) values.known = readFileSync(values.known, 'utf8');
  const verdict = await verifyFile(positionals[0] ?? '', values);
  process.stdout.write(say(verdict));
  process.exitCode = verdict.kind === 'ok' ? 0 : 2;
}
