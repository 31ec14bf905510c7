import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { WorkContext } from '../../kernel/transaction.js';
import { SignCheckpoint, originOf } from '../checkpoint/sign-checkpoint.js';
import { envelopeOf } from '../record/entry.js';
import { SequenceEntries } from '../sequence/sequence-entries.js';
import { placedEntries, signedSizes, treeSize } from './log.repository.js';
import type { PlacedEntry, SignedSize } from './log.repository.js';

/** About a megabyte at a time, each page a transaction of its own: the log only grows, so pages fit together. */
const PAGE = 2_000;

/** Writes an organisation's log in the form that `verify-export.ts` reads; every entry that was written before the call. */
@Injectable()
export class ExportLog {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sequence: SequenceEntries,
    private readonly signer: SignCheckpoint,
  ) {}

  /** Lines without line ends. */
  async *execute(context: WorkContext & { readonly organisationId: OrganisationId }): AsyncGenerator<string> {
    const { organisationId } = context;
    await this.sequence.complete(organisationId);
    const size = await this.work.run(context, (tx) => treeSize(tx));
    yield JSON.stringify({
      log: originOf(organisationId),
      format: 1,
      key: this.signer.verifierKey(organisationId),
    });
    for (let from = 0; from < size; from += PAGE) {
      const to = Math.min(from + PAGE, size);
      const [placed, signed] = await this.work.run(context, async (tx) => [
        await placedEntries(tx, { from, limit: to - from }),
        await signedSizes(tx, { after: from, to }),
      ]);
      yield* interleaved(placed, signed);
    }
  }
}

/** Each checkpoint follows the entry that completes it. */
function* interleaved(placed: readonly PlacedEntry[], signed: readonly SignedSize[]): Generator<string> {
  const notes = new Map(signed.map(({ size, note }) => [size, note]));
  for (const { position, hash, entry } of placed) {
    const head = `{"position":${position},"hash":"${hash.toString('hex')}"`;
    yield entry === null ? `${head}}` : `${head},"entry":${envelopeOf(entry)}}`;
    const note = notes.get(position + 1);
    if (note !== undefined) yield JSON.stringify({ checkpoint: note });
  }
}
