import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { BasisOf } from '../../consent/index.js';
import { AcceptImport, ReadImport } from '../../intake/index.js';
import type { ImportRefusal } from '../../intake/index.js';
import type { GroupId, ImportId } from '../../kernel/ids.js';
import { ReadGroup } from '../../people/index.js';
import { FormReading } from '../visit/read-form.js';
import type { Fault, FormFaults, PostedForm } from '../visit/read-form.js';
import type { SignedVisit } from '../visit/visit.js';
import type { ShownImport } from './import-model.js';
import { receiveUpload } from './receive-upload.js';
import type { Upload } from './receive-upload.js';
import { DATE_ORDERS } from './upload-page.js';
import type { UploadDesk, UploadDraft } from './upload-page.js';

export type UploadOutcome =
  | { readonly kind: 'accepted'; readonly id: ImportId }
  | { readonly kind: 'again'; readonly draft: UploadDraft; readonly faults: FormFaults };

/** What each refusal means to the person who chose the file; archives have several ways to be too much. */
const FAULTS: Readonly<Partial<Record<string, Fault>>> = {
  'no-basis': { word: 'upload.noBasis' },
  'unknown-format': { word: 'upload.fault.format' },
  'unsupported-variant': { word: 'upload.fault.format' },
  empty: { word: 'upload.fault.empty' },
  binary: { word: 'upload.fault.binary' },
  'broken-file': { word: 'upload.fault.broken' },
  'file-too-large': { word: 'upload.fault.tooLarge' },
  'chat-too-large': { word: 'upload.fault.tooLarge' },
  'several-chats': { word: 'upload.fault.severalChats' },
};
const ARCHIVE: Fault = { word: 'upload.fault.archive' };

/** From a posted export to an import. */
@Injectable()
export class AcceptUpload {
  constructor(
    private readonly readGroup: ReadGroup,
    private readonly basisOf: BasisOf,
    private readonly acceptImport: AcceptImport,
    private readonly readImport: ReadImport,
  ) {}

  async desk({ principal }: SignedVisit, id: string): Promise<UploadDesk> {
    const group = await this.readGroup.execute(principal, id as GroupId);
    const { kind } = await this.basisOf.execute(principal, group.id);
    return { group, basis: kind, draft: { timezone: group.timezone, dateOrder: 'auto' }, faults: {} };
  }

  async execute(visit: SignedVisit, groupId: string, request: Request): Promise<UploadOutcome> {
    const outcome = await receiveUpload(request, (upload) => this.take(visit, groupId as GroupId, upload));
    if (outcome.kind !== 'no-file') return outcome;
    return {
      kind: 'again',
      draft: readDraft(outcome.fields).draft,
      faults: { file: { word: 'fault.required' } },
    };
  }

  async shown({ principal }: SignedVisit, id: string): Promise<ShownImport> {
    const report = await this.readImport.execute(principal, id as ImportId);
    return { ...report, group: await this.readGroup.execute(principal, report.groupId) };
  }

  private async take(visit: SignedVisit, groupId: GroupId, upload: Upload): Promise<UploadOutcome> {
    const { draft, form } = readDraft(upload.fields);
    if (form.isFaulty) return { kind: 'again', draft, faults: form.faults };
    const { timezone, dateOrder } = draft;
    const { fileName, content } = upload;
    const file = { groupId, fileName, content, timezone, ...(dateOrder !== 'auto' && { dateOrder }) };
    const accepted = await this.acceptImport.execute(visit.principal, file);
    return accepted.kind === 'accepted' ? accepted : { kind: 'again', draft, faults: faultsOf(accepted) };
  }
}

function readDraft(fields: PostedForm): { draft: UploadDraft; form: FormReading } {
  const form = new FormReading(fields);
  const draft = {
    timezone: form.zone('timezone'),
    dateOrder: form.choice('dateOrder', DATE_ORDERS) ?? 'auto',
  };
  return { draft, form };
}

function faultsOf({ reason }: ImportRefusal): FormFaults {
  return { file: FAULTS[reason] ?? ARCHIVE };
}
