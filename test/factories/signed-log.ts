import type { OrganisationId } from '../../src/kernel/ids.js';
import { originOf, SignCheckpoint } from '../../src/audit/checkpoint/sign-checkpoint.js';
import { envelopeOf } from '../../src/audit/record/entry.js';
import { Frontier, leafHash } from '../../src/audit/verify/verify-export.js';
import { MasterKey, SigningKeys } from '../../src/platform/crypto/index.js';

export interface SignedLog {
  readonly lines: readonly string[];
  /** As they are hashed, by position. */
  readonly entries: readonly string[];
  readonly checkpoints: readonly string[];
  readonly key: string;
  /** Hex. */
  readonly root: string;
}

export interface LogShape {
  /** How many entries each checkpoint adds. */
  readonly batches: readonly number[];
  /** Logs of different keys come from different installations. */
  readonly key?: number;
  /** Number of the first act: logs from different ones are different histories. */
  readonly from?: number;
}

const ORGANISATION = '3f1d3c1a-5a55-4a0e-9a37-0d2a1a7f0b01' as OrganisationId;

/** An exported log of invented acts, really hashed and really signed. */
export function aSignedLog({ batches, key = 1, from = 0 }: LogShape): SignedLog {
  const signer = new SignCheckpoint(new SigningKeys(new MasterKey(new Uint8Array(32).fill(key))));
  const text = signer.verifierKey(ORGANISATION);
  const lines = [JSON.stringify({ log: originOf(ORGANISATION), format: 1, key: text })];
  const [entries, checkpoints, tree]: [string[], string[], Frontier] = [[], [], new Frontier()];
  for (const batch of batches) {
    for (let turn = 0; turn < batch; turn += 1) {
      const entry = anEntry(from + tree.size);
      lines.push(aSignedLog.line(tree.size, entry));
      entries.push(entry);
      tree.add(leafHash(entry));
    }
    const checkpoint = signer.execute(ORGANISATION, tree.size, tree.root());
    checkpoints.push(checkpoint);
    lines.push(JSON.stringify({ checkpoint }));
  }
  return { lines, entries, checkpoints, key: text, root: tree.root().toString('hex') };
}

/** The line of an entry at a position, with the hash that belongs to it. */
aSignedLog.line = (position: number, entry: string): string =>
  `{"position":${position},"hash":"${leafHash(entry).toString('hex')}","entry":${entry}}`;

function anEntry(turn: number): string {
  return envelopeOf({
    id: `9b2f2d58-7c0e-4f4e-8a41-${String(turn).padStart(12, '0')}`,
    organisationId: ORGANISATION,
    at: '2026-03-02T08:00:00.000Z',
    actor: { kind: 'staff', id: 's-1' },
    purpose: 'review',
    act: 'flag.decided',
    object: { kind: 'flag', id: `f-${turn}` },
    outcome: 'done',
    details: { turn, share: 0.1, note: null },
    commitments: {},
  });
}
