import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPlaybook } from './load-playbooks.js';

const HEAD = `id: sample
version: 1
title: { en: Sample, ar: مثال }
summary: { en: For tests, ar: للاختبار }
harms: [scam]
severity: 4
owner_role: safeguarding_lead
reviewed_on: 2026-11-26
steps:
`;

function step(id: string, more = ''): string {
  return `  - id: ${id}
    kind: manual
    title: { en: Do, ar: افعل }
    guidance: { en: Thus, ar: هكذا }
    role: coordinator
    due: 30m
    before: contain
    required: true
${more}`;
}

const fork = (...next: readonly string[]) =>
  `    outcomes:\n${next
    .map((to, turn) => `      - { id: way-${turn}, title: { en: A, ar: ب }, next: ${to} }\n`)
    .join('')}`;

function faultsOf(text: string): readonly string[] {
  const read = readPlaybook('sample.yaml', text);
  return read.kind === 'faulty' ? read.faults.map(({ path, message }) => `${path} ${message}`) : [];
}

describe('A playbook', () => {
  it('is read with its flow: what follows where nothing is said, and where each outcome leads', () => {
    const read = readPlaybook('sample.yaml', HEAD + step('one', fork('three', 'end')) + step('three'));
    expect(read.kind === 'read' && read.playbook.steps).toMatchObject([
      { id: 'one', dueMinutes: 30, outcomes: [{ next: 'three' }, { next: null }] },
      { id: 'three', next: null },
    ]);
  });

  it.each([
    ['an unknown key', HEAD + step('one', '    owner: me\n'), /^sample\.yaml:18 unknown key owner/],
    [
      'an unknown kind',
      HEAD + step('one').replace('manual', 'magic'),
      /^sample\.yaml:11 .*kind must be one of manual/,
    ],
    [
      'a missing step',
      HEAD + step('one', '    next: nowhere\n'),
      /^sample\.yaml:18 there is no step nowhere/,
    ],
    [
      'a step nobody reaches',
      HEAD + step('one', '    next: end\n') + step('two'),
      /^sample\.yaml:19 no way leads to two/,
    ],
    [
      'a circle',
      HEAD + step('one') + step('two', '    next: one\n'),
      /^sample\.yaml:26 goes round in a circle: one -> two -> one/,
    ],
    ['a circle through an outcome', HEAD + step('one', fork('one', 'end')), /circle: one -> one/],
    ['no time at all', HEAD + step('one').replace('30m', '0m'), /^sample\.yaml:15 .*longer than nothing/],
    ['a time before now', HEAD + step('one').replace('30m', '-5m'), /^sample\.yaml:15 /],
    ['a name used twice', HEAD + step('one') + step('one'), /^sample\.yaml:18 the name one is taken/],
    ['a key given twice', HEAD + step('one', '    due: 4h\n'), /^sample\.yaml:18 .*unique/],
    [
      'a missing language',
      HEAD.replace(', ar: مثال', '') + step('one'),
      /^sample\.yaml:3 title lacks the key ar/,
    ],
    [
      'an action without a human way',
      HEAD + step('one').replace('manual', 'platform_action'),
      /on_unavailable/,
    ],
    [
      'a fork that may be left out',
      HEAD + step('one', fork('end', 'end')).replace('required: true', 'required: false'),
      /must be required/,
    ],
    [
      'another file’s name',
      HEAD.replace('id: sample', 'id: other') + step('one'),
      /^sample\.yaml:1 is called other/,
    ],
    [
      'a tag of some program',
      HEAD.replace('severity: 4', 'severity: !!js/function 4') + step('one'),
      /^sample\.yaml:6 /,
    ],
    ['something that is no YAML', 'id: [', /^sample\.yaml:1 /],
    ['nothing', '', /^sample\.yaml:1 the file must be a set of keys/],
    ['a list', '- a\n', /^sample\.yaml:1 the file must be/],
    ['a prototype', `${HEAD}${step('one')}__proto__: { steps: [] }\n`, /unknown key __proto__/],
    ['a second document', `${HEAD}${step('one')}---\nid: two\n`, /^sample\.yaml:\d+ /],
  ])('is refused for %s, with file and line', (_what, text, expected) => {
    expect(faultsOf(text).join('\n')).toMatch(expected);
  });

  it('is refused for aliases before they can grow', () => {
    const bomb = Array.from({ length: 12 }, (_, turn) => {
      const of = turn === 0 ? '"x"' : `*a${turn - 1}`;
      return `a${turn}: &a${turn} [${Array.from({ length: 10 }, () => of).join(', ')}]`;
    }).join('\n');
    expect(faultsOf(bomb).join('\n')).toMatch(/^sample\.yaml:1 anchors and aliases are not read/);
  });

  it('names every fault, not the first alone', () => {
    expect(
      faultsOf(HEAD + step('one').replace('30m', 'soon').replace('coordinator', 'somebody')),
    ).toHaveLength(2);
  });

  it('never throws, whatever is in the file', () => {
    const whole = HEAD + step('one', fork('two', 'end')) + step('two');
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(20), fc.string({ maxLength: 12 }), (at, length, put) => {
        const text = whole.slice(0, at) + put + whole.slice(at + length);
        const read = readPlaybook('sample.yaml', text);
        if (read.kind === 'faulty')
          for (const { path } of read.faults) expect(path).toMatch(/^sample\.yaml:\d+$/);
      }),
      { numRuns: 500 },
    );
  });
});
