import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks without showing what is typed; without a terminal, the first line of standard input is the password. */
export async function readPassword(prompt: NodeJS.WritableStream): Promise<string> {
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY });
  try {
    if (process.stdin.isTTY) prompt.write('Password: ');
    const [line = ''] = await Promise.race([firstLine(lines), closed(lines)]);
    if (process.stdin.isTTY) prompt.write('\n');
    return line;
  } finally {
    lines.close();
  }
}

type Lines = ReturnType<typeof createInterface>;

function firstLine(lines: Lines): Promise<string[]> {
  return new Promise((resolve) =>
    lines.once('line', (line) => {
      resolve([line]);
    }),
  );
}

function closed(lines: Lines): Promise<string[]> {
  return new Promise((resolve) =>
    lines.once('close', () => {
      resolve([]);
    }),
  );
}
