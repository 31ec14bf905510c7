import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env, execPath } from 'node:process';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Node with these words, in the product's own folder. */
export function nodeIn(product: string, ...words: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: product, env: { PATH: env.PATH }, maxBuffer: 2 ** 24 };
    execFile(execPath, words, options, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err });
    });
  });
}

/** Runs lines of a module in the product, which take `input` and `tell` their answer; there is no network. */
export async function scriptIn<T>(product: string, lines: string, input: unknown): Promise<T> {
  await writeFile(join(product, 'input.json'), JSON.stringify(input));
  await writeFile(join(product, 'script.mjs'), `${PREPARE}\n${lines}`);
  const { code, out, err } = await nodeIn(product, 'script.mjs');
  if (code !== 0 || err !== '') throw new Error(`ended with ${code}: ${err}`);
  return JSON.parse(out) as T;
}

const PREPARE = `
  import { readFileSync } from 'node:fs';
  import net from 'node:net';
  globalThis.fetch = () => { throw new Error('asked the network'); };
  net.Socket.prototype.connect = () => { throw new Error('opened a connection'); };
  const input = JSON.parse(readFileSync('input.json', 'utf8'));
  const tell = (answer) => process.stdout.write(JSON.stringify(answer));
`;
