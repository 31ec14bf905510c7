import { describe, expect, it } from '@jest/globals';
import { draftSettings, readRules } from './rules-form.js';

const schema = {
  limit: { kind: 'number', default: 3, min: 1, max: 10, why: 'So many.' },
  strict: { kind: 'boolean', default: true, why: 'Strictly.' },
  words: { kind: 'list', default: ['a', 'b'], maxItems: 3, why: 'Words.' },
  mode: { kind: 'choice', default: 'calm', of: ['calm', 'loud'], why: 'Mode.' },
  title: { kind: 'text', default: '', maxLength: 5, why: 'Title.' },
} as const;

describe('the form of a detector’s settings', () => {
  it('changes nothing when it is sent back as it was shown', () => {
    const { settings, faults } = readRules(schema, draftSettings(schema, {}));
    expect(settings).toEqual({});
    expect(faults).toEqual({});
  });

  it('keeps what differs from the defaults, and only that', () => {
    const posted = { ...draftSettings(schema, {}), limit: '2,5', strict: '', words: 'x\n\n y \n' };
    expect(readRules(schema, posted).settings).toEqual({ limit: 2.5, strict: false, words: ['x', 'y'] });
  });

  it('names every field that is out of bounds', () => {
    const posted = { limit: '11', strict: '', words: 'a\nb\nc\nd', mode: 'shrill', title: 'too long' };
    expect(Object.keys(readRules(schema, posted).faults).sort()).toEqual(['limit', 'mode', 'title', 'words']);
  });
});
