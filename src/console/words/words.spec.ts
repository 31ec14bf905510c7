import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { CONSOLE_LANGUAGES, catalogues, fill } from './words.js';
import type { Message, Word } from './words.js';

const english = catalogues.en;
const keys = Object.keys(english) as Word[];
const ROOT = new URL('../', import.meta.url);

const sources = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.spec\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(new URL(name, ROOT), 'utf8') }));

function formsOf(message: Message): readonly string[] {
  return typeof message === 'string' ? [message] : Object.values(message);
}

function placesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort();
}

/** A form may leave out the count ("two messages" needs no number), and nothing else. */
function demandedPlaces(message: Message, form: string): readonly string[] {
  const places = typeof message === 'string' ? message : message.other;
  return placesIn(places).filter((place) => place !== 'count' || placesIn(form).includes('count'));
}

describe.each(CONSOLE_LANGUAGES)('the catalogue in %s', (language) => {
  const catalogue = catalogues[language];

  it('has every message and no other', () => {
    expect(Object.keys(catalogue).sort()).toEqual([...keys].sort());
  });

  it.each(keys)('%s says something and has the places of the English', (key) => {
    expect(formsOf(catalogue[key]).every((text) => text.trim() !== '')).toBe(true);
    for (const form of formsOf(catalogue[key]))
      expect(placesIn(form)).toEqual(demandedPlaces(english[key], form));
  });

  it('has all the plural forms of the language wherever it counts', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const key of keys) {
      const message = catalogue[key];
      expect(typeof message).toBe(typeof english[key]);
      if (typeof message !== 'string') expect(Object.keys(message).sort()).toEqual(forms);
    }
  });
});

describe('filling a message', () => {
  const speech = { plural: new Intl.PluralRules('ar'), number: new Intl.NumberFormat('en'), isolate: true };

  it.each([
    [0, 'لا رسائل'],
    [1, 'رسالة واحدة'],
    [2, 'رسالتان'],
    [3, '3 رسائل'],
    [11, '11 رسالة'],
    [100, '100 رسالة'],
  ])('counts %i in the form that Arabic asks for', (count, expected) => {
    expect(fill(catalogues.ar['dead.messages'], { count }, speech)).toBe(expected);
  });

  it('keeps a name in its own direction inside a right-to-left sentence', () => {
    expect(fill('{name}', { name: 'Group1' }, speech)).toBe('\u2068Group1\u2069');
  });

  it('refuses to show a place that nothing fills', () => {
    expect(() => fill('{name}', {}, speech)).toThrow('Nothing fills {name}');
  });
});

describe('views', () => {
  it('hold no words of their own: everything a person reads is in the catalogues', () => {
    expect(sources.filter(({ name }) => name.endsWith('.tsx')).flatMap(literalWords)).toEqual([]);
  });

  it('use every message of the catalogue, so that none is translated for nobody', () => {
    const all = sources.map(({ text }) => text).join('\n');
    const prefixes = [...all.matchAll(/`([\w.]+\.)\$\{/g)].map(([, prefix]) => prefix ?? '');
    const unused = keys.filter(
      (key) => !all.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });
});

/** Names that are the same in every language. */
const NAMES = new Set(['Mlinzi', 'AGPL-3.0-or-later']);
const SPOKEN_ATTRIBUTES = new Set([
  'title',
  'alt',
  'placeholder',
  'aria-label',
  'label',
  'hint',
  'body',
  'submit',
]);

function literalWords({ name, text }: { name: string; text: string }): string[] {
  const found: string[] = [];
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && SPOKEN_ATTRIBUTES.has(node.name.getText()) && node.initializer)
      if (ts.isStringLiteral(node.initializer)) found.push(node.initializer.text);
    node.forEachChild(visit);
  };
  visit(file);
  return found
    .filter((words) => /\p{L}/u.test(words) && !NAMES.has(words))
    .map((words) => `${name}: ${words}`);
}
