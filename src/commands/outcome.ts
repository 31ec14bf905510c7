/** What a command ends with: 0 done, 2 bad use or bad input. Anything unexpected is 1, by Node itself. */
export type ExitCode = 0 | 2;

/** Where a command writes: data on `out`, words and progress on `err`. Tests listen here. */
export interface Streams {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** Waits for the reader of a pipe, so that a large result does not pile up in memory. */
export async function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  if (stream.write(text)) return;
  await new Promise<void>((resolve) => stream.once('drain', resolve));
}
