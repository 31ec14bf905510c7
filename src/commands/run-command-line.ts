import { CommanderError } from 'commander';
import { AppError } from '../kernel/app-error.js';
import type { ExitCode, Streams } from './outcome.js';
import { program } from './program.js';

/** Runs one command; answers its exit code. Whatever is refused is said in words on `err`. */
export async function runCommandLine(words: readonly string[], streams: Streams): Promise<ExitCode> {
  let code: ExitCode = 0;
  const finish = (ended: ExitCode) => {
    code = ended;
  };
  try {
    await program({ streams, finish }).parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof AppError)) throw error;
    streams.err.write(`${error.message}\n`);
    return 2;
  }
}
