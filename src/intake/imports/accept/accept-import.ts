import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { openExportFile } from '../../../channels/index.js';
import type { DateOrder, ExportHeader, OpenedExportFile } from '../../../channels/index.js';
import { newId } from '../../../kernel/ids.js';
import type { GroupId, ImportId } from '../../../kernel/ids.js';
import type { Principal } from '../../../kernel/principal.js';
import { refuse } from '../../../kernel/refused.js';
import type { Refused } from '../../../kernel/refused.js';
import { AuditTrail } from '../../../kernel/audit-trail.js';
import { UnitOfWork } from '../../../kernel/transaction.js';
import type { Transaction } from '../../../kernel/transaction.js';
import { workOf } from '../../../platform/auth/index.js';
import type { ImportCounts } from '../import.js';
import type { ImportRefusal } from './import-refusal.js';
import { ImportsRepository } from '../imports.repository.js';
import { MayImport } from './may-import.js';
import { PublishExport } from './publish-export.js';
import { Spool } from './spool.js';

/** An export and what the person bringing it knows about it. */
export interface ExportToAccept {
  readonly groupId: GroupId;
  readonly fileName: string;
  /** The bytes as they come in, or where they already lie. */
  readonly content: Readable | { readonly path: string };
  /** IANA zone of the times in the file; the group's own when absent. */
  readonly timezone?: string;
  /** Overrides what the file suggests. */
  readonly dateOrder?: DateOrder;
}

export interface AcceptedImport {
  readonly kind: 'accepted';
  readonly id: ImportId;
  readonly header: ExportHeader;
  readonly counts: ImportCounts;
}

/** Takes a whole export or nothing of it: parsed to the end and durable before anybody is told that it was accepted. */
@Injectable()
export class AcceptImport {
  constructor(
    private readonly work: UnitOfWork,
    private readonly may: MayImport,
    private readonly spool: Spool,
    private readonly publish: PublishExport,
    private readonly imports: ImportsRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws GroupNotFound (404), UploadTooLarge (413), TrafficLogFull (429), BrokenArchive (400) */
  async execute(principal: Principal, file: ExportToAccept): Promise<AcceptedImport | ImportRefusal> {
    const asked = await this.work.run(workOf(principal, 'import'), (tx) =>
      this.ask(tx, principal, file.groupId),
    );
    if (asked.kind === 'refused') return asked;
    const read = (path: string) =>
      this.read(principal, { ...file, timezone: file.timezone ?? asked.timezone, path });
    return 'path' in file.content ? read(file.content.path) : this.spool.with(file.content, read);
  }

  /** Before a byte is taken: a group nobody decided about is not even stored. */
  private async ask(
    tx: Transaction,
    principal: Principal,
    groupId: GroupId,
  ): Promise<{ kind: 'allowed'; timezone: string } | Refused<'no-basis'>> {
    const asked = await this.may.execute(tx, principal, groupId);
    if (asked.kind === 'allowed') return asked;
    await this.audit.record(tx, {
      act: 'import.accepted',
      object: { kind: 'group', id: groupId },
      outcome: 'refused',
      details: { reason: asked.reason },
    });
    return asked;
  }

  private async read(
    principal: Principal,
    file: ExportToAccept & { readonly path: string; readonly timezone: string },
  ): Promise<AcceptedImport | ImportRefusal> {
    const { timezone, dateOrder } = file;
    const options = dateOrder ? { timezone, dateOrder } : { timezone };
    const opened = await openExportFile({ path: file.path, name: file.fileName }, options);
    if (opened.kind === 'refused') return opened;
    try {
      // A whole account holds private chats, too; nobody decided that those may be read.
      const chats = opened.export.header.chats?.length ?? 1;
      if (chats > 1) return refuse('several-chats', { chats });
      return await this.work.run(workOf(principal, 'import'), (tx) =>
        this.store(tx, principal, { ...file, opened }),
      );
    } finally {
      opened.close();
    }
  }

  private async store(
    tx: Transaction,
    principal: Principal,
    file: ExportToAccept & { readonly opened: OpenedExportFile },
  ): Promise<AcceptedImport> {
    const { opened, groupId, fileName } = file;
    const id = newId<'import'>();
    const { header } = opened.export;
    await this.imports.begin(tx, {
      id,
      groupId,
      fileName,
      bytes: opened.bytes,
      header,
      by: principal.staffId,
    });
    const { organisationId } = principal;
    const stock = await this.publish.execute(tx, {
      organisationId,
      groupId,
      importId: id,
      export: opened.export,
    });
    const counts = stock.counts(opened.media);
    await this.imports.complete(tx, id, { counts, broken: stock.broken });
    const { messages, quarantined } = counts;
    await this.audit.record(tx, {
      act: 'import.accepted',
      object: { kind: 'import', id },
      outcome: 'done',
      details: { group: groupId, format: header.format, variant: header.variant, messages, quarantined },
    });
    return { kind: 'accepted', id, header, counts };
  }
}
