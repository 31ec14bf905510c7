import { SingleBar } from 'cli-progress';
import type { OpenExport } from '../../channels/index.js';
import type { Streams } from '../outcome.js';

/** A bar on stderr while a person watches; nothing in a pipe or a log. */
export interface Progress {
  advance(messages: number): void;
  end(): void;
}

const UNSEEN: Progress = { advance: () => undefined, end: () => undefined };

/** Counts the file's entries first: reading is a hundred times faster than looking for harm. */
export async function showProgress(name: string, file: OpenExport, { err }: Streams): Promise<Progress> {
  if (err.isTTY !== true) return UNSEEN;
  let total = 0;
  for await (const entries of file.entries()) total += entries.length;
  const bar = new SingleBar({
    stream: err,
    format: '{name} [{bar}] {percentage} % | {value} of {total} | {eta_formatted} left',
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(total, 0, { name });
  return {
    advance: (messages) => {
      bar.increment(messages);
    },
    end: () => {
      bar.stop();
    },
  };
}
