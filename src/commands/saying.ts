import type { ExitCode, Streams } from './outcome.js';

/** What every command is given. */
export interface Saying {
  readonly streams: Streams;
  readonly finish: (code: ExitCode) => void;
}
