import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { isGround } from '../../kernel/erasure-ground.js';
import type { Ground } from '../../kernel/erasure-ground.js';
import { asId } from '../../kernel/ids.js';
import type { Id, MemberId, OrganisationId } from '../../kernel/ids.js';
import { Config } from '../../platform/config/index.js';
import { putNew, syncFolder } from '../../platform/crypto/index.js';
import { JournalBroken } from '../retention.errors.js';

/** What must be remembered about somebody who must not be: a random id, and that it is to mean nobody. */
export interface Forgotten {
  readonly erasureId: Id<'erasure'>;
  readonly organisationId: OrganisationId;
  readonly memberId: MemberId;
  readonly ground: Ground;
  /** ISO 8601. */
  readonly askedAt: string;
}

/**
 * One file for each forgotten member in `<home>/forgotten`, outside the database and its backups, on disk before anything
 * is destroyed. A file is there whole or not at all.
 */
@Injectable()
export class ForgottenJournal {
  private readonly folder: string;

  constructor(config: Config) {
    this.folder = join(config.home, 'forgotten');
  }

  async write(forgotten: Forgotten): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await putNew(
      join(this.folder, `${forgotten.erasureId}.json`),
      Buffer.from(`${JSON.stringify(forgotten)}\n`),
    );
    await syncFolder(this.folder);
  }

  /** @throws JournalBroken for a file that does not say who: a service that cannot read it must not listen. */
  async read(): Promise<readonly Forgotten[]> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw new JournalBroken(this.folder, error);
    });
    const found: Forgotten[] = [];
    for (const name of names.filter((one) => one.endsWith('.json')).sort())
      found.push(parse(name, await readFile(join(this.folder, name), 'utf8')));
    return found;
  }
}

function parse(name: string, text: string): Forgotten {
  try {
    const raw = JSON.parse(text) as Record<keyof Forgotten, string>;
    if (!isGround(raw.ground)) throw new TypeError('No such ground');
    return {
      erasureId: asId<'erasure'>(raw.erasureId),
      organisationId: asId<'organisation'>(raw.organisationId),
      memberId: asId<'member'>(raw.memberId),
      ground: raw.ground,
      askedAt: new Date(raw.askedAt).toISOString(),
    };
  } catch (error) {
    throw new JournalBroken(name, error);
  }
}
