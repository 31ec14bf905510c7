import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { viewsOf } from '../text/index.js';
import { CueIndex, cueLanguages, readCues } from './index.js';

const SIGNS = ['ask', 'warn'] as const;

describe('cues', () => {
  const index = new CueIndex([
    { sign: 'ask', phrase: 'envíame el código' },
    { sign: 'ask', phrase: 'need _ urgently' },
    { sign: 'warn', phrase: 'dolandırıcı*' },
    { sign: 'ask', phrase: 'ኮድ' },
    { sign: 'warn', phrase: 'احتيال' },
  ]);
  const signsIn = (text: string) => index.find(viewsOf(text).folded).map(({ sign }) => sign);

  it.each([
    ['Enviame el codigo', ['ask']],
    ['need money urgently', ['ask']],
    ['need urgently', ['ask']],
    ['need a lot of money urgently', []],
    ['dolandiricilar var', ['warn']],
    ['የኮድ', ['ask']],
    ['በኮድ', ['ask']],
    ['والاحتيال', ['warn']],
  ])('reads %s as people type it', (text, signs) => {
    expect(signsIn(text)).toEqual(signs);
  });

  it('tells where a phrase stands in words and in the original', () => {
    const text = 'please  ENVÍAME el código';
    const [hit] = index.find(viewsOf(text).folded);
    expect(hit).toMatchObject({ first: 1, last: 3 });
    expect(text.slice(hit?.span.start, hit?.span.end)).toBe('ENVÍAME el código');
  });
});

describe('cue files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cues-'));
  const url = pathToFileURL(`${folder}/`);
  const write = (text: string) => {
    writeFileSync(join(folder, 'eng.txt'), text);
  };
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('reads a line as one sign and its phrases', () => {
    write('# English\nask: send me;  give  me\n\n');
    expect(readCues(url, SIGNS)).toEqual([
      { sign: 'ask', phrase: 'send me' },
      { sign: 'ask', phrase: 'give me' },
    ]);
    expect(cueLanguages(url)).toEqual(['eng']);
  });

  it.each([
    ['ask: a\nakss: b', 'eng.txt:2: no such sign: akss'],
    ['ask: send $ now', 'eng.txt:1: a word without letters: send $ now'],
  ])('refuses a faulty line by file and number: %j', (text, message) => {
    write(text);
    expect(() => readCues(url, SIGNS)).toThrow(message);
  });
});
