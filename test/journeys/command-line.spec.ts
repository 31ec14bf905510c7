import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { built } from '../harness/processes.js';

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Finding {
  readonly line: number;
  readonly member: string;
  readonly level: string;
  readonly outcome: string;
  readonly harms: readonly { readonly harm: string; readonly probability: number }[];
  readonly reasons: readonly { readonly why: string }[];
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

const CHAT = [
  '18/04/2023, 14:00 - Messages and calls are end-to-end encrypted.',
  '18/04/2023, 14:02 - Neema: Habari za asubuhi, leo mkutano ni saa kumi ukumbini',
  '18/04/2023, 14:05 - Mgeni: Habari, mimi ni afisa wa UNHCR. Lipa ada ya KES 2,500 kwa M-Pesa na unitumie namba ya siri uliyopokea kwa SMS',
  '18/04/2023, 14:06 - Neema: <Media omitted>',
  '18/04/2023, 14:07 - Bosco: Her number is +254 712 345 678, call her husband and tell him',
].join('\n');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mlinzi-command-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function mlinzi(...words: string[]): Promise<Said> {
  const script = join(await built(), 'src', 'cli.js');
  return new Promise((resolve) => {
    execFile(execPath, [script, ...words], { cwd: folder, env: { PATH: env.PATH } }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

async function aFile(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content);
  return name;
}

describe('mlinzi inspect', () => {
  it('tells what is in a file as one JSON object', async () => {
    const { code, out } = await mlinzi('inspect', await aFile('chat.txt', CHAT), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      file: 'chat.txt',
      format: 'whatsapp-export',
      variant: 'android-24h',
      messages: 4,
      system: 1,
      media: 1,
      members: 3,
      first: '2023-04-18T14:00:00.000Z',
      last: '2023-04-18T14:07:00.000Z',
      dateOrder: 'dmy',
      dateOrderSure: 1,
      quarantined: [],
    });
  });

  it('reads times in the zone it is told', async () => {
    const { out } = await mlinzi(
      'inspect',
      await aFile('chat.txt', CHAT),
      '--json',
      '--timezone',
      'Africa/Nairobi',
    );
    expect(JSON.parse(out)).toMatchObject({ first: '2023-04-18T11:00:00.000Z' });
  });

  it('refuses what is no chat in a sentence that names the file, and goes on with the others', async () => {
    const photo = await aFile('photo.txt', Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'));
    const empty = await aFile('empty.txt', '');
    const { code, out, err } = await mlinzi(
      'inspect',
      photo,
      empty,
      'absent.txt',
      await aFile('chat.txt', CHAT),
      '--json',
    );
    expect(code).toBe(2);
    expect(out.trim().split('\n')).toHaveLength(1);
    const [first, second, third] = err.trim().split('\n');
    expect(first).toMatch(/^photo\.txt: /);
    expect(second).toMatch(/^empty\.txt: is empty/);
    expect(third).toMatch(/^absent\.txt: there is no such file/);
  });
});

describe('mlinzi scan', () => {
  it('prints a line of JSON for each message that needs a human, with reasons and none of its words', async () => {
    const { code, out, err } = await mlinzi(
      'scan',
      await aFile('chat.txt', CHAT),
      '--format',
      'json',
      '--languages',
      'sw,en',
    );
    const findings = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Finding);
    expect(code).toBe(0);
    expect(findings.map(({ line }) => line)).toEqual([3, 5]);
    expect(findings[0]).toMatchObject({ level: 'critical', member: 'M-2', outcome: 'judged' });
    expect(findings[0]?.harms.map(({ harm }) => harm)).toEqual(
      expect.arrayContaining(['scam', 'impersonation']),
    );
    expect(findings.every(({ reasons, spans }) => reasons.length > 0 && spans.length > 0)).toBe(true);
    expect(out).not.toMatch(/afisa|M-Pesa|712/);
    expect(err).toMatch(/you vouch/);
  });

  it('tells reasons in the language of the reader', async () => {
    const { out } = await mlinzi('scan', await aFile('chat.txt', CHAT), '--format', 'json', '--reader', 'ar');
    expect(out).toMatch(/"why":"[^"]*[\u0600-\u06ff]/);
  });

  it('writes one page that can be printed and asks nothing of the network', async () => {
    const { out } = await mlinzi('scan', await aFile('chat.txt', CHAT), '--format', 'html');
    expect(out).toMatch(/^<!doctype html>/i);
    expect(out).toContain('<mark>');
    expect(out).not.toMatch(/(src|href)="https?:/);
  });

  it('shows a table to people, worst first', async () => {
    const { out } = await mlinzi('scan', await aFile('chat.txt', CHAT));
    expect(out.indexOf('critical')).toBeLessThan(out.indexOf('high'));
    expect(out).toContain('line 3');
  });

  it('shows everything when asked to', async () => {
    const { out } = await mlinzi('scan', await aFile('chat.txt', CHAT), '--format', 'json', '--all');
    expect(out.trim().split('\n')).toHaveLength(4);
  });

  it('follows the rules of a community', async () => {
    const rules = await aFile(
      'rules.yaml',
      'identities:\n  - names: [Umoja Water Trust]\n    contacts: [umoja.example]\n',
    );
    const chat = await aFile(
      'trust.txt',
      '18/04/2023, 14:05 - Mgeni: I am from Umoja Water Trust, send the registration fee of 500 today',
    );
    const { out } = await mlinzi('scan', chat, '--rules', rules, '--format', 'json');
    expect(out).toContain('"impersonation"');
    expect(out).toContain('Umoja Water Trust');
  });

  it('refuses rules with the path of every fault', async () => {
    const rules = await aFile('wrong.yaml', 'settings:\n  spreed: {}\nclaims:\n  - verdict: maybe\n');
    const { code, err } = await mlinzi('scan', await aFile('chat.txt', CHAT), '--rules', rules);
    expect(code).toBe(2);
    expect(err).toContain('wrong.yaml /settings/spreed: no such detector');
    expect(err).toContain('wrong.yaml /claims/0/verdict: must be one of');
  });
});

describe('mlinzi', () => {
  it.each([
    ['an unknown command', ['scam', 'chat.txt']],
    ['a file that is not named', ['scan']],
    ['an unknown zone', ['scan', 'chat.txt', '--timezone', 'Nairobi']],
    ['an unknown format', ['scan', 'chat.txt', '--format', 'pdf']],
  ])('ends with 2 and says how to be helped on %s', async (_, words) => {
    const { code, out, err } = await mlinzi(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/--help/);
  });

  it.each([['scan'], ['inspect'], ['migrate'], ['user', 'add']])(
    'shows examples of %s %s',
    async (...words) => {
      const { code, out } = await mlinzi(...words, '--help');
      expect(code).toBe(0);
      expect(out).toMatch(/Examples:\n {2}\S/);
    },
  );
});
