import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from './canonical.js';
import { envelopeOf } from './entry.js';
import type { Entry } from './entry.js';

const entry: Entry = {
  id: '9b2f2d58-7c0e-4f4e-8a41-1f1f3c0a7d11',
  organisationId: '3f1d3c1a-5a55-4a0e-9a37-0d2a1a7f0b01',
  at: '2026-03-02T08:00:00.000Z',
  actor: { kind: 'staff', id: 's-1' },
  purpose: 'review',
  act: 'basis.recorded',
  object: { kind: 'group', id: 'g-1' },
  outcome: 'done',
  details: { purposes: 3, basis: 'consent' },
  commitments: {},
};

describe('The envelope', () => {
  it('of an entry is this, for ever', () => {
    expect(envelopeOf(entry)).toBe(
      '{"act":"basis.recorded","actor":{"id":"s-1","kind":"staff"},"at":"2026-03-02T08:00:00.000Z",' +
        '"details":{"basis":"consent","purposes":3},"id":"9b2f2d58-7c0e-4f4e-8a41-1f1f3c0a7d11",' +
        '"object":{"id":"g-1","kind":"group"},"organisation":"3f1d3c1a-5a55-4a0e-9a37-0d2a1a7f0b01",' +
        '"outcome":"done","purpose":"review","v":1}',
    );
  });

  it('changes with every field', () => {
    const changed: Entry[] = [
      { ...entry, id: '9b2f2d58-7c0e-4f4e-8a41-1f1f3c0a7d12' },
      { ...entry, organisationId: '3f1d3c1a-5a55-4a0e-9a37-0d2a1a7f0b02' },
      { ...entry, at: '2026-03-02T08:00:00.001Z' },
      { ...entry, actor: { kind: 'service', id: 's-1' } },
      { ...entry, purpose: 'export' },
      { ...entry, act: 'basis.withdrawn' },
      { ...entry, object: { kind: 'group', id: 'g-2' } },
      { ...entry, outcome: 'refused' },
      { ...entry, details: { purposes: 3 } },
      { ...entry, commitments: { reason: '00' } },
    ];
    expect(new Set([entry, ...changed].map(envelopeOf)).size).toBe(changed.length + 1);
  });
});

describe('The canonical text', () => {
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
