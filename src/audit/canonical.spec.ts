import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GENESIS, canonical, hashOf } from './canonical.js';
import type { Entry } from './canonical.js';

const entry: Entry = {
  organisationId: '3f1d3c1a-5a55-4a0e-9a37-0d2a1a7f0b01',
  seq: 1,
  at: '2026-03-02T08:00:00.000Z',
  actor: { kind: 'staff', id: 's-1' },
  purpose: 'review',
  act: 'basis.recorded',
  object: { kind: 'group', id: 'g-1' },
  outcome: 'done',
  details: { purposes: 3, basis: 'consent' },
};

describe('The canonical text', () => {
  it('of an entry is this, for ever', () => {
    expect(canonical(entry)).toBe(
      '{"act":"basis.recorded","actor":{"id":"s-1","kind":"staff"},"at":"2026-03-02T08:00:00.000Z",' +
        '"details":{"basis":"consent","purposes":3},"object":{"id":"g-1","kind":"group"},' +
        '"organisationId":"3f1d3c1a-5a55-4a0e-9a37-0d2a1a7f0b01","outcome":"done","purpose":"review","seq":1}',
    );
  });

  it('does not depend on the order in which members were written', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.boolean())),
        (details) => {
          const reversed = Object.fromEntries(Object.entries(details).reverse());
          expect(canonical(reversed)).toBe(canonical(details));
        },
      ),
    );
  });

  it('reads back as what it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('The hash', () => {
  it('is SHA-256 over the previous hash and the canonical text', () => {
    const expected = createHash('sha256')
      .update(Buffer.concat([GENESIS, Buffer.from(canonical(entry))]))
      .digest();
    expect(hashOf(GENESIS, entry)).toEqual(expected);
  });

  it('changes with every field', () => {
    const changed: Entry[] = [
      { ...entry, seq: 2 },
      { ...entry, organisationId: '3f1d3c1a-5a55-4a0e-9a37-0d2a1a7f0b02' },
      { ...entry, at: '2026-03-02T08:00:00.001Z' },
      { ...entry, actor: { kind: 'service', id: 's-1' } },
      { ...entry, purpose: 'export' },
      { ...entry, act: 'basis.withdrawn' },
      { ...entry, object: { kind: 'group', id: 'g-2' } },
      { ...entry, outcome: 'refused' },
      { ...entry, details: { purposes: 3 } },
    ];
    const hashes = [entry, ...changed].map((one) => hashOf(GENESIS, one).toString('hex'));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
