import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { Quoted, cut, excerpt, languageTag, mergeSpans } from './quoted.js';

const spans = fc.array(
  fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })),
);

describe('marking a member’s words', () => {
  it('loses and repeats nothing, whatever detectors point at', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), spans, (text, given) => {
        const pieces = cut(text, mergeSpans(given, text.length));
        expect(pieces.map(({ words }) => words).join('')).toBe(text);
      }),
    );
  });

  it('never lets two marks touch or overlap', () => {
    fc.assert(
      fc.property(spans, (given) => {
        const merged = mergeSpans(given, 50);
        merged.slice(1).forEach((span, index) => {
          expect(span.start).toBeGreaterThan(merged[index]?.end ?? 0);
        });
      }),
    );
  });

  it('writes a member’s markup as text', () => {
    const html = renderToString(
      <Quoted text={'<img onerror=x> now'} spans={[{ start: 0, end: 4 }]} language="und" />,
    );
    expect(html).toBe('<p dir="auto"><mark>&lt;img</mark> onerror=x> now</p>');
  });

  it('names the language as browsers know it, or not at all', () => {
    expect(languageTag('swa')).toBe('sw');
    expect(languageTag('tir')).toBe('ti');
    expect(languageTag('und')).toBeUndefined();
  });
});

describe('an excerpt', () => {
  it('shows the evidence even when it stands late in a long message', () => {
    const text = `${'calm '.repeat(100)}send the code${' calm'.repeat(100)}`;
    const shown = excerpt(text, [{ start: 500, end: 513 }], 120);
    const [mark] = shown.spans;
    expect(shown.text.slice(mark?.start, mark?.end)).toBe('send the code');
    expect(shown.text.length).toBeLessThanOrEqual(122);
  });

  it('marks the same words as the whole message does, and never halves a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 30 }), spans, (text, given) => {
        const inside = mergeSpans(given, text.length);
        const shown = excerpt(text, inside, 20);
        expect(shown.text.isWellFormed() || !text.isWellFormed()).toBe(true);
        for (const { start, end } of shown.spans) expect(text).toContain(shown.text.slice(start, end));
      }),
    );
  });
});
