import { SequenceEntries } from '../../../src/audit/sequence/sequence-entries.js';
import { NoticeLinks } from '../../../src/escalation/notices/notice-links.js';
import { ForgetMember } from '../../../src/retention/index.js';
import { newId } from '../../../src/kernel/ids.js';
import type { GroupId, MemberId, OrganisationId, ProgrammeId, StaffId } from '../../../src/kernel/ids.js';
import type { Principal } from '../../../src/kernel/principal.js';
import { isRefused } from '../../../src/kernel/refused.js';
import type { Refused } from '../../../src/kernel/refused.js';
import { UnitOfWork } from '../../../src/kernel/transaction.js';
import { Vault } from '../../../src/kernel/vault.js';
import { AddProgramme, AddUser, InvitePerson, ManageTokens, OpenGroup } from '../../../src/people/index.js';
import { AddClaim } from '../../../src/people/library/claims.js';
import { AddIdentity } from '../../../src/people/library/identities.js';
import { RecordAppeal } from '../../../src/review/appeals/record-appeal.js';
import { DecideFlag } from '../../../src/review/decisions/decide-flag.js';
import { aNeighbourhood, bring, examineInline, walkAll } from '../../journeys/neighbourhood.js';
import type { Neighbourhood, Rooms } from '../../journeys/neighbourhood.js';
import { GROUP } from '../community.js';
import type { Community } from '../community.js';
import { incidentsOf, received } from '../incident-work.js';
import type { TestService } from '../service.js';

/** Written by members and reviewers of the first organisation; must show nowhere it is not asked for. */
export const WORDS = {
  flagged: 'Sirikali tuma pesa haraka',
  spoken: 'Fumbolangu karibuni',
  note: 'Dokezolangu',
  appeal: 'Rufaayangu',
};

/** Two organisations; the first with two programmes, and a group in which everything that has an id exists once. */
export interface Town {
  readonly rooms: Rooms;
  readonly service: TestService;
  readonly organisationId: OrganisationId;
  readonly foreignOrganisationId: OrganisationId;
  readonly founder: Principal;
  readonly otherProgrammeId: ProgrammeId;
  /** In the programme of the group in which things happen. */
  readonly otherGroupId: GroupId;
  readonly ids: TownIds;
  /** A flag of each kind may be spent by a route; this makes another of the same. */
  readonly community: Community;
}

/** Ids of things that exist, or of things that do not. */
export type Ids = Readonly<Record<string, string>>;

/** What exists in the first organisation's first group, by the word that addresses use for it. */
export interface TownIds {
  readonly programmes: ProgrammeId;
  readonly groups: GroupId;
  readonly members: MemberId;
  readonly staff: StaffId;
  readonly channels: string;
  readonly imports: string;
  readonly flags: string;
  readonly decisions: string;
  readonly appeals: string;
  readonly incidents: string;
  readonly identities: string;
  readonly claims: string;
  readonly letters: string;
  readonly entries: string;
  readonly erasures: string;
  readonly notices: string;
  readonly links: string;
  readonly invitations: string;
  readonly tokens: string;
  readonly sessions: string;
}

export async function aTown(service: TestService): Promise<Town> {
  const rooms: Rooms = { get: (type) => service.app.get(type, { strict: false }) };
  examineInline(rooms);
  const people = await aNeighbourhood(rooms, () => service.clock.now());
  const { organisationId, founder } = people;
  const [programme] = await service.database.ownerQuery<{ id: ProgrammeId }>('SELECT id FROM programme');
  if (!programme) throw new Error('No programme');
  const groupId = await people.aScannedGroup('East 1');
  const community = asCommunity(service, rooms, { organisationId, programmeId: programme.id, founder });
  const other = await opened(rooms.get(AddProgramme).execute(founder, { name: 'Hotline', timezone: 'UTC' }));
  await community.aGroup('Hotline 1', other.id);
  return {
    rooms,
    service,
    organisationId,
    founder,
    community,
    foreignOrganisationId: await service.database.anOrganisation('Elsewhere'),
    otherProgrammeId: other.id,
    otherGroupId: await community.aGroup('East 2'),
    ids: {
      programmes: programme.id,
      groups: groupId,
      staff: await aColleague(rooms, organisationId),
      ...(await furnish(community, people, groupId)),
    },
  };
}

async function aColleague(rooms: Rooms, organisationId: OrganisationId): Promise<StaffId> {
  const person = { email: 'amina@example.org', name: 'Amina', password: 'nyumba ya mawe', language: 'en' };
  const held = { role: 'coordinator', programmeId: null, groupId: null } as const;
  return (await opened(rooms.get(AddUser).execute({ organisationId, ...person, ...held }))).staffId;
}

type Furniture = Omit<TownIds, 'programmes' | 'groups' | 'staff'>;

async function furnish(community: Community, people: Neighbourhood, groupId: GroupId): Promise<Furniture> {
  const { founder } = community;
  const channel = await people.aChannelFor('east', groupId);
  const line = `[02/03/2026, 07:58:00] Amina: ${WORDS.spoken}`;
  const imported = await bring(community, founder, { groupId, text: `${line}\n${line.replace('58', '59')}` });
  await walkAll(community);
  const [flag] = await received(community, { groupId, text: WORDS.flagged });
  if (!flag) throw new Error('Nothing was flagged');
  const [incident] = await incidentsOf(community, [flag]);
  const decided = await received(community, { groupId, text: WORDS.flagged, level: 'medium' });
  const decision = await opened(
    community.get(DecideFlag).execute(founder, decided[0]?.flagId ?? flag.flagId, {
      kind: 'note',
      harm: null,
      copies: false,
      note: WORDS.note,
    }),
  );
  const appeal = await opened(
    community.get(RecordAppeal).execute(founder, decision.decisionId, WORDS.appeal),
  );
  const identity = { kind: 'person', names: ['Mama Zawadi'], contacts: ['+254700000001'] } as const;
  const claim = {
    verdict: 'false',
    source: null,
    wordings: [{ language: 'swa', text: 'Limau huponya' }],
  } as const;
  return {
    members: flag.memberId,
    channels: channel.id,
    imports: imported.id,
    flags: flag.flagId,
    decisions: decision.decisionId,
    appeals: appeal.id,
    incidents: incident?.id ?? newId<'incident'>(),
    identities: (await community.get(AddIdentity).execute(founder, identity)).id,
    claims: (await community.get(AddClaim).execute(founder, claim)).id,
    letters: await aDeadLetter(community, channel.id, groupId),
    entries: await anEntry(community),
    erasures: await anErasure(community),
    ...(await aNotice(community)),
    ...(await access(community)),
  };
}

async function anErasure(community: Community): Promise<string> {
  const { organisationId, founder } = community;
  const request = { organisationId, memberId: await community.aMember(), ground: 'own_wish' } as const;
  const { id } = await community.get(ForgetMember).execute(request, { kind: 'staff', id: founder.staffId });
  return id;
}

async function aDeadLetter(
  { database, organisationId }: Community,
  channelId: string,
  groupId: GroupId,
): Promise<string> {
  const id = newId();
  await database.ownerQuery(
    `INSERT INTO delivery (id, organisation_id, lane, channel_id, group_id, received_at, due_at, body_ciphertext, state)
       VALUES ($1, $2, 0, $3, $4, $5, $5, '', 'dead')`,
    [id, organisationId, channelId, groupId, database.clock.now()],
  );
  return id;
}

/** The founder was told of the incident. */
async function aNotice(community: Community): Promise<{ readonly notices: string; readonly links: string }> {
  const { database, organisationId, founder } = community;
  const id = newId<'notice'>();
  await database.ownerQuery(
    `INSERT INTO escalation_notice
         (id, organisation_id, run_id, step, loop, staff_id, channel, severity, state, created_at, delivered_at)
       SELECT $1, organisation_id, id, 0, 0, $2, 'console', 2, 'delivered', $3, $3 FROM escalation_run LIMIT 1`,
    [id, founder.staffId, database.clock.now()],
  );
  const link = community.get(NoticeLinks).linkTo(id, { organisationId, staffId: founder.staffId });
  return { notices: id, links: link.split('/').at(-1) ?? '' };
}

/** Somebody invited, a program's token and a session of the founder; new ones each time. */
export async function access(
  community: Community,
): Promise<Pick<TownIds, 'invitations' | 'tokens' | 'sessions'>> {
  const { founder, database, organisationId } = community;
  const here = { programmeId: null, groupId: null };
  const guest = {
    email: `${newId()}@example.org`,
    language: 'en',
    roles: [{ role: 'coordinator', ...here }],
  } as const;
  const invited = await opened(community.get(InvitePerson).execute(founder, guest));
  const token = { name: 'Export', permissions: ['groups.read'], days: 30, ...here } as const;
  const made = await opened(community.get(ManageTokens).make(founder, token));
  const sessions = newId();
  await database.ownerQuery(
    `INSERT INTO staff_session (id, token_hash, organisation_id, staff_id, created_at, seen_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $5, $5::timestamptz + interval '1 day')`,
    [sessions, Buffer.from(sessions), organisationId, founder.staffId, database.clock.now()],
  );
  return { invitations: invited.id, tokens: made.id, sessions };
}

/** One that has its place in the tree. */
async function anEntry(community: Community): Promise<string> {
  const { database, organisationId } = community;
  await community.get(SequenceEntries).complete(organisationId);
  const [entry] = await database.ownerQuery<{ id: string }>('SELECT entry_id AS id FROM audit_leaf LIMIT 1');
  if (!entry) throw new Error('Nothing is in the log');
  return entry.id;
}

async function opened<T extends object>(result: Promise<T>): Promise<Exclude<T, Refused<string>>> {
  const value = await result;
  if (isRefused(value)) throw new Error(value.reason);
  return value as Exclude<T, Refused<string>>;
}

type Place = Pick<Community, 'organisationId' | 'programmeId' | 'founder'>;

/** The running service in the words of the specs that need only some rooms. */
function asCommunity(service: TestService, rooms: Rooms, place: Place): Community {
  const { database, address } = service;
  const aProgramme = (name: string) =>
    opened(rooms.get(AddProgramme).execute(place.founder, { name, timezone: 'UTC' })).then(({ id }) => id);
  return {
    ...place,
    database: { ...database, unitOfWork: rooms.get(UnitOfWork) },
    address,
    vault: rooms.get(Vault),
    get: (type) => rooms.get(type),
    aProgramme,
    someone: () => place.founder,
    aGroup: (name, programmeId = place.programmeId) =>
      opened(rooms.get(OpenGroup).execute(place.founder, { ...GROUP, programmeId, name })).then(
        ({ id }) => id,
      ),
    aMember: async () => {
      const id = newId<'member'>();
      await database.ownerQuery('INSERT INTO member (id, organisation_id) VALUES ($1, $2)', [
        id,
        place.organisationId,
      ]);
      return id;
    },
  };
}
