import { createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import { RecordBasis } from '../../src/consent/index.js';
import { Examiner, InlineExaminer } from '../../src/detection/index.js';
import { AcceptImport } from '../../src/intake/index.js';
import type { AcceptedImport } from '../../src/intake/index.js';
import type { ChannelId, GroupId, OrganisationId, ProgrammeId } from '../../src/kernel/ids.js';
import { SCAN_PURPOSES } from '../../src/kernel/message.js';
import type { Principal } from '../../src/kernel/principal.js';
import {
  ConnectChannel,
  FirstRun,
  MapGroupKey,
  OpenGroup,
  OpenOrganisation,
} from '../../src/people/index.js';
import { RunPipeline } from '../../src/pipeline/index.js';
import { Csrf, SessionLookup, hashToken } from '../../src/platform/auth/index.js';
import { INLINE_DETECTORS } from '../harness/inline-detectors.js';

type Class<T> = abstract new (...args: never[]) => T;

/** Where to take the service's use cases from: a Nest application, however it was started. */
export interface Rooms {
  get<T>(type: Class<T>): T;
}

export interface Neighbourhood {
  readonly organisationId: OrganisationId;
  readonly founder: Principal;
  /** The founder's session, as a browser sends it. */
  readonly headers: Readonly<Record<string, string>>;
  aGroup(name: string): Promise<GroupId>;
  /** A group that agreed to be scanned for everything. */
  aScannedGroup(name: string): Promise<GroupId>;
  aChannelFor(
    groupKey: string,
    groupId: GroupId,
  ): Promise<{ readonly id: ChannelId; readonly secret: string }>;
}

/** One organisation with its founder, opened the way people open it. */
export async function aNeighbourhood(rooms: Rooms, now: () => Date): Promise<Neighbourhood> {
  const link = await rooms.get(FirstRun).setupLink();
  const opened = await rooms.get(OpenOrganisation).execute({
    name: 'Zawadi Founder',
    email: 'zawadi@example.org',
    password: 'maji ya kunywa safi',
    token: link?.split('=')[1] ?? '',
    organisation: 'Example Relief',
    programme: 'Teachers',
    timezone: 'Africa/Nairobi',
    language: 'en',
  });
  if (opened.kind === 'refused') throw new Error(opened.reason);
  const { organisationId, programmeId, session } = opened;
  const tokenHash = hashToken(session.token);
  const found = await rooms.get(SessionLookup).find(tokenHash);
  if (!found) throw new Error('The founder is not signed in');
  const founder = found.principal;
  const csrf = rooms.get(Csrf).tokenFor(tokenHash);
  const open = (name: string) => openGroup(rooms, founder, { programmeId, name });
  return {
    organisationId,
    founder,
    headers: { cookie: `mlinzi_session=${session.token}`, 'x-csrf-token': csrf },
    aGroup: open,
    aScannedGroup: async (name) => {
      const groupId = await open(name);
      await agree(rooms, founder, { groupId, now: now() });
      return groupId;
    },
    aChannelFor: async (groupKey, groupId) => {
      const connected = await rooms
        .get(ConnectChannel)
        .execute(founder, { kind: 'generic-webhook', name: groupKey });
      if ('kind' in connected) throw new Error(connected.reason);
      const { id } = connected.channel;
      await rooms.get(MapGroupKey).execute(founder, { channelId: id, groupKey, groupId });
      return { id, secret: connected.secret };
    },
  };
}

/** Under jest no thread can load TypeScript; the detectors are the same. */
export function examineInline(rooms: Rooms): void {
  const inline = new InlineExaminer(INLINE_DETECTORS);
  rooms.get(Examiner).examine = (batch, material) => inline.examine(batch, material);
}

async function openGroup(
  rooms: Rooms,
  founder: Principal,
  input: { programmeId: ProgrammeId; name: string },
): Promise<GroupId> {
  const group = await rooms.get(OpenGroup).execute(founder, {
    languages: ['swa', 'eng', 'ara', 'fra', 'spa', 'amh'],
    timezone: 'Africa/Nairobi',
    regions: ['KE'],
    sizeLimit: null,
    namingPattern: null,
    ...input,
  });
  if ('kind' in group) throw new Error(group.reason);
  return group.id;
}

/** The group's assembly voted on everything we look for. */
async function agree(rooms: Rooms, founder: Principal, at: { groupId: GroupId; now: Date }): Promise<void> {
  const recorded = await rooms.get(RecordBasis).execute(founder, at.groupId, {
    basis: 'explicit_consent',
    purposes: SCAN_PURPOSES,
    decidedBy: 'assembly of the group',
    decidedAt: at.now,
    noticeVersion: '1',
    noticeText: 'This group is scanned for scams, hate and rumours. Write STOP to object.',
    noticeLanguages: ['eng'],
    method: 'vote',
    expressedBy: 'self',
    validUntil: null,
    specialCategoryCondition: 'explicit consent',
    balancingTestId: null,
    powerImbalance: false,
  });
  if (recorded.kind === 'refused') throw new Error(recorded.reason);
}

/** Brings an export as the founder; throws when it is refused. */
export async function bring(
  rooms: Rooms,
  founder: Principal,
  file: { readonly groupId: GroupId; readonly text: string },
): Promise<AcceptedImport> {
  const accepted = await rooms.get(AcceptImport).execute(founder, {
    groupId: file.groupId,
    fileName: 'WhatsApp Chat with Teachers.txt',
    content: Readable.from([Buffer.from(file.text)]),
    timezone: 'UTC',
    dateOrder: 'dmy',
  });
  if (accepted.kind === 'refused') throw new Error(accepted.reason);
  return accepted;
}

/** Walks until nothing is due; answers how many batches there were. */
export async function walkAll(rooms: Rooms): Promise<number> {
  let batches = 0;
  while (await rooms.get(RunPipeline).step('test')) batches += 1;
  return batches;
}

/** The headers of a signed delivery. */
export function signatureOf(body: string, secret: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const hex = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return {
    'content-type': 'application/json',
    'mlinzi-timestamp': timestamp,
    'mlinzi-signature': `v1=${hex}`,
  };
}
