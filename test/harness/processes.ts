import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once as event } from 'node:events';
import { cp, readFile, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { once } from './once.js';
import { runFolder } from './run.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A real process of the service, as it runs at somebody's. */
export interface ServiceProcess {
  readonly child: ChildProcess;
  /** Everything it said so far. */
  readonly said: { out: string; err: string };
  /** Everything on stdout once it matches; throws with what it said on stderr when it ended instead. */
  saidTo(pattern: RegExp): Promise<string>;
  /** `http://127.0.0.1:<port>` from its first line. */
  address(): Promise<string>;
  /** Exit code, or the signal that ended it. */
  ended(): Promise<number | NodeJS.Signals>;
}

/**
 * Compiles the tree as it stands, once per run: jest cannot run TypeScript in a child process. Types are the business
 * of `npm run types`, so they are not checked again.
 */
export async function built(): Promise<string> {
  return once('build', async () => {
    const target = join(runFolder(), 'build');
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const options = ['-p', join(ROOT, 'tsconfig.build.json'), '--noCheck', '--outDir', target];
    await promisify(execFile)(execPath, [compiler, ...options]);
    await cp(join(ROOT, 'src'), join(target, 'src'), { recursive: true, filter: isAsset });
    await cp(join(ROOT, 'package.json'), join(target, 'package.json'));
    await cp(join(ROOT, 'playbooks'), join(target, 'playbooks'), { recursive: true });
    await symlink(join(ROOT, 'node_modules'), join(target, 'node_modules'));
    return target;
  });
}

function isAsset(path: string): boolean {
  return !/\.tsx?$/.test(path);
}

/** Starts `src/<entrance>.ts` of a `product` with nothing of this process's environment but the path to programs. */
export async function start(
  entrance: string,
  environment: Readonly<Record<string, string>>,
  product?: string,
): Promise<ServiceProcess> {
  const script = join(product ?? (await built()), 'src', `${entrance}.js`);
  const child = spawn(execPath, ['--enable-source-maps', script], {
    env: { PATH: env.PATH, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
  const exit = event(child, 'close');
  const ended = async () => {
    const [code, signal] = (await exit) as [number | null, NodeJS.Signals | null];
    return code ?? signal ?? 1;
  };
  const saidTo = (pattern: RegExp) => untilSaid(child, said, pattern);
  const address = async () => ADDRESS.exec(await saidTo(ADDRESS))?.[0] ?? '';
  return { child, said, ended, saidTo, address };
}

const ADDRESS = /http:\/\/\S+/;

async function untilSaid(
  child: ChildProcess,
  said: { readonly out: string; readonly err: string },
  pattern: RegExp,
): Promise<string> {
  while (!pattern.test(said.out)) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The service ended before it said ${String(pattern)}:\n${said.err}`);
    await Promise.race([event(child.stdout ?? child, 'data'), event(child, 'close')]);
  }
  return said.out;
}

/** Numbers of the living processes whose command line names a folder. */
export async function processesIn(folder: string): Promise<number[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const living = await Promise.all(
    numbers.map(async (number) => {
      const commandLine = await readFile(`/proc/${number}/cmdline`, 'utf8').catch(() => '');
      return commandLine.includes(folder) ? Number(number) : null;
    }),
  );
  return living.filter((number) => number !== null);
}
