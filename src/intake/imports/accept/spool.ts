import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { Config } from '../../../platform/config/index.js';
import { UploadTooLarge } from '../imports.errors.js';

/** No upload takes this long; what is older was left by a process that died. */
const LEFT_BEHIND_MS = 6 * 60 * 60 * 1000;

/** Uploads lie here, readable by this user only, while they are being read; archives need a file to jump about in. */
@Injectable()
export class Spool {
  private readonly folder: string;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.folder = join(config.home, 'spool');
  }

  /** Writes the stream to disk, lets `use` read it, and removes it whatever happens. */
  async with<T>(upload: Readable, use: (path: string) => Promise<T>): Promise<T> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, randomUUID());
    try {
      await pipeline(upload, this.bounded(), createWriteStream(path, { mode: 0o600, flags: 'wx' }));
      return await use(path);
    } finally {
      await rm(path, { force: true });
    }
  }

  /** Called at start. */
  async sweep(): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => null);
      const age = found ? this.clock.now().getTime() - found.mtimeMs : 0;
      if (age > LEFT_BEHIND_MS) await rm(path, { force: true });
    }
  }

  private bounded(): Transform {
    const most = this.config.uploadLimitBytes;
    let bytes = 0;
    return new Transform({
      transform(chunk: Uint8Array, _encoding, done) {
        bytes += chunk.length;
        if (bytes > most) done(new UploadTooLarge(most));
        else done(null, chunk);
      },
    });
  }
}
