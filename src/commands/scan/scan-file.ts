import type { OpenExport } from '../../channels/index.js';
import { joinsOf } from '../../intake/index.js';
import type { Arrival, JoinArrival } from '../../intake/index.js';
import { newId } from '../../kernel/ids.js';
import type { GroupId, OrganisationId } from '../../kernel/ids.js';
import type { ProcessMessages, WalkBatch } from '../../pipeline/index.js';
import type { Progress } from './progress.js';

export interface FileToScan {
  readonly organisationId: OrganisationId;
  readonly groupId: GroupId;
  readonly export: OpenExport;
  readonly progress: Progress;
}

export interface Quarantined {
  readonly line: number;
  readonly reason: string;
}

/** Walks a file from end to end, a batch of entries at a time; answers what could not be read. */
export async function scanFile(walk: ProcessMessages, file: FileToScan): Promise<readonly Quarantined[]> {
  const quarantined: Quarantined[] = [];
  const { groupId } = file;
  const channelKind = file.export.header.format;
  for await (const entries of file.export.entries()) {
    const messages: Arrival[] = [];
    const joins: JoinArrival[] = [];
    for (const entry of entries) {
      if (entry.kind === 'message') {
        messages.push({ groupId, channelKind, importId: null, message: entry.message });
      } else if (entry.kind === 'quarantined') {
        quarantined.push({ line: entry.line, reason: entry.reason });
      }
      for (const join of joinsOf(entry)) joins.push({ ...join, groupId, channelKind });
    }
    await walk.execute(aBatch(file.organisationId, { messages, joins, setAside: [] }));
    file.progress.advance(entries.length);
  }
  return quarantined;
}

function aBatch(organisationId: OrganisationId, arrivals: WalkBatch['arrivals']): WalkBatch {
  return { id: newId(), organisationId, arrivals, acknowledge: () => Promise.resolve() };
}
