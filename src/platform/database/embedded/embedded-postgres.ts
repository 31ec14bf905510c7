import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { open, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseNotUsable } from '../database.errors.js';
import { OWNER, ensureCluster } from './cluster.js';
import type { Placement } from './placement.js';
import { stopOrphan, untilReady } from './postmaster.js';

export interface EmbeddedOptions {
  readonly placement: Placement;
  /** Password of the owner; the cluster is made with it on first start. */
  readonly password: string;
  /** Settings over the ones below; tests switch fsync off. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told when the server died under us and is started again. */
  readonly onCrash?: (exitCode: number | null) => void;
}

/** The server's log never shows a statement or a row: both may hold what somebody wrote. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  // Compiling short statements costs more than it saves.
  jit: 'off',
};

/** Enough to see why it failed last time, small enough to forget. */
const LOG_LIMIT_BYTES = 5_000_000;

/** Two more tries when somebody takes the free port between asking and listening. */
const ATTEMPTS = 3;

/** Long enough for the kernel to take the port and the memory back. */
const RESTART_AFTER_MS = 1_000;

/**
 * PostgreSQL as a process of its own session, so that Ctrl-C in a terminal reaches the service alone, which then stops
 * the server in order. A server that dies is started again on the same port; one left behind by a killed service is
 * stopped before a new one starts.
 */
export class EmbeddedPostgres {
  private child: ChildProcess | null = null;
  private stopping = false;
  private recovering: Promise<void> = Promise.resolve();

  private constructor(
    private readonly options: EmbeddedOptions,
    private port: number,
  ) {}

  static async start(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
    await ensureCluster(options.placement, options.password);
    await stopOrphan(dataOf(options));
    for (let attempt = 1; ; attempt += 1) {
      const server = new EmbeddedPostgres(options, await freePort());
      try {
        await server.launch();
        return server;
      } catch (error) {
        await server.stop();
        if (attempt === ATTEMPTS) throw error;
      }
    }
  }

  url(database: string): string {
    const password = encodeURIComponent(this.options.password);
    return `postgres://${OWNER}:${password}@127.0.0.1:${this.port}/${database}`;
  }

  /** Open transactions are rolled back, everything committed is on disk. */
  async stop(): Promise<void> {
    this.stopping = true;
    // A server that is just being started again must be there before it can be stopped.
    await this.recovering;
    const child = this.child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => {
        resolve();
      });
      // From here on this process waits for nothing else, and must not end before the server has.
      child.ref();
      child.kill('SIGINT');
    });
  }

  private async launch(): Promise<void> {
    if (this.stopping) return;
    const { placement } = this.options;
    const data = dataOf(this.options);
    const log = await openLog(join(placement.folder, 'postgres.log'));
    const child = spawn(join(placement.binaries.folder, 'postgres'), this.commandLine(data), {
      cwd: data,
      detached: true,
      env: placement.binaries.environment,
      stdio: ['ignore', log.fd, log.fd],
      ...placement.user,
    });
    await log.close();
    child.unref();
    this.child = child;
    const ended = new Promise<never>((_resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => {
        reject(this.failed(code));
      });
    });
    await Promise.race([untilReady(data, child), ended]);
    ended.catch(() => {
      this.recovering = this.recover(child.exitCode);
    });
  }

  private commandLine(data: string): string[] {
    const settings = { ...SETTINGS, port: String(this.port), ...this.options.settings };
    return ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  }

  private failed(code: number | null): DatabaseNotUsable {
    const log = join(this.options.placement.folder, 'postgres.log');
    return new DatabaseNotUsable(
      `The embedded PostgreSQL ended with code ${code ?? 'none'} while starting; its last words are in ${log}.`,
    );
  }

  private async recover(code: number | null): Promise<void> {
    while (!this.stopping) {
      this.options.onCrash?.(code);
      await pause(RESTART_AFTER_MS);
      const started = await this.launch().then(
        () => true,
        () => false,
      );
      if (started) return;
    }
  }
}

function dataOf({ placement }: EmbeddedOptions): string {
  return join(placement.folder, 'data');
}

async function openLog(path: string): ReturnType<typeof open> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await rename(path, `${path}.1`);
  return open(path, 'a', 0o600);
}

async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
