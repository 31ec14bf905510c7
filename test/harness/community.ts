import { afterAll } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { AuditModule } from '../../src/audit/index.js';
import { ConsentModule } from '../../src/consent/index.js';
import { EscalationModule } from '../../src/escalation/index.js';
import { IncidentsModule } from '../../src/incidents/index.js';
import { Clock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import type { GroupId, MemberId, OrganisationId, ProgrammeId, StaffId } from '../../src/kernel/ids.js';
import type { Principal, Role, Scope } from '../../src/kernel/principal.js';
import { UnitOfWork } from '../../src/kernel/transaction.js';
import { Vault } from '../../src/kernel/vault.js';
import { AddProgramme, FirstRun, OpenGroup, OpenOrganisation, PeopleModule } from '../../src/people/index.js';
import type { OpenedOrganisation, PeopleOptions } from '../../src/people/index.js';
import { AuthModule } from '../../src/platform/auth/index.js';
import { Config } from '../../src/platform/config/index.js';
import { MasterKey, SigningKeys } from '../../src/platform/crypto/index.js';
import { HealthRegistry } from '../../src/platform/health/index.js';
import { buildSurface, ProblemFilter } from '../../src/platform/http/index.js';
import { JsonLogger } from '../../src/platform/logging/index.js';
import { Mailer, SmtpMailer } from '../../src/platform/mail/index.js';
import { OutboundHttp } from '../../src/platform/outbound/index.js';
import { RetentionModule } from '../../src/retention/index.js';
import { ReviewModule } from '../../src/review/index.js';
import { aDatabase } from './database.js';
import type { TestDatabase } from './database.js';
import { aHome, aVault } from './vault.js';

/** The rooms of people, consent and review over a real database, and one opened organisation. */
export interface Community {
  readonly database: TestDatabase;
  readonly vault: Vault;
  readonly organisationId: OrganisationId;
  readonly programmeId: ProgrammeId;
  /** The first person: admin and community manager everywhere. */
  readonly founder: Principal;
  get<T>(type: abstract new (...args: never[]) => T): T;
  /** The same rooms over HTTP, for supertest: `http://127.0.0.1:<port>`. */
  readonly address: string;
  /** Somebody with these roles; no row behind them, as use cases ask for none. */
  someone(roles: readonly (Partial<Scope> & { readonly role: Role })[]): Principal;
  aProgramme(name: string): Promise<ProgrammeId>;
  aGroup(name: string, programmeId?: ProgrammeId): Promise<GroupId>;
  aMember(): Promise<MemberId>;
}

export const FOUNDER = {
  email: 'zawadi@example.org',
  password: 'maji ya kunywa safi',
  name: 'Zawadi Founder',
} as const;

const REGISTER = [
  { kind: 'organisation', names: ['Example Relief', 'إغاثة'], contacts: ['example.org', '+254700000099'] },
] as const;

export const OPTIONS: Pick<PeopleOptions, 'register' | 'settings'> = {
  register: REGISTER,
  settings: {
    'test-detector': {
      limit: { kind: 'number', default: 3, min: 1, max: 10, why: 'For tests.' },
      strict: { kind: 'boolean', default: false, why: 'For tests.' },
    },
  },
};

/** At the top of a spec: `const community = await aCommunity();`. */
export async function aCommunity(environment: Environment = {}): Promise<Community> {
  const empty = await aPlaceForCommunities(environment);
  return { ...empty, ...(await open(empty)) };
}

export type EmptyPlace = Pick<Community, 'database' | 'vault' | 'get' | 'someone' | 'address'>;

/** The same before anybody opened the organisation. */
export async function aPlaceForCommunities(environment: Environment = {}): Promise<EmptyPlace> {
  const config = new Config({ MLINZI_HOME: await aHome(), MLINZI_LOG_LEVEL: 'error', ...environment });
  const database = await aDatabase();
  const vault = await aVault();
  const module = await Test.createTestingModule({
    imports: [
      ground(database, vault, config),
      AuthModule,
      AuditModule,
      PeopleModule.with(OPTIONS),
      EscalationModule,
      ConsentModule,
      EscalationModule,
      ReviewModule,
      IncidentsModule,
      RetentionModule,
    ],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>();
  buildSurface(app, config);
  await app.listen(0, '127.0.0.1');
  afterAll(() => app.close());
  const organisationId = newId<'organisation'>();
  return {
    database,
    vault,
    address: await app.getUrl(),
    get: <T>(type: abstract new (...args: never[]) => T) => module.get<T>(type, { strict: false }),
    someone: (roles) => aPrincipal(organisationId, newId<'staff'>(), roles),
  };
}

/** Variables over the harness's own, e.g. `{ MLINZI_SMTP_URL: mailbox.url }`. */
type Environment = Readonly<Record<string, string>>;

@Global()
@Module({})
class Ground {}

function ground(database: TestDatabase, vault: Vault, config: Config): DynamicModule {
  return {
    module: Ground,
    providers: [
      { provide: Clock, useValue: database.clock },
      { provide: UnitOfWork, useValue: database.unitOfWork },
      { provide: Vault, useValue: vault },
      { provide: Config, useValue: config },
      { provide: SigningKeys, useValue: new SigningKeys(new MasterKey(new Uint8Array(32))) },
      { provide: JsonLogger, useValue: new JsonLogger(config) },
      { provide: APP_FILTER, useClass: ProblemFilter },
      HealthRegistry,
      { provide: Mailer, useValue: new SmtpMailer(config) },
      { provide: OutboundHttp, useValue: new OutboundHttp(config.outboundAllow) },
    ],
    exports: [
      Clock,
      UnitOfWork,
      Vault,
      SigningKeys,
      Config,
      JsonLogger,
      HealthRegistry,
      Mailer,
      OutboundHttp,
    ],
  };
}

function aPrincipal(
  organisationId: OrganisationId,
  staffId: StaffId,
  roles: readonly (Partial<Scope> & { readonly role: Role })[],
): Principal {
  const held = roles.map((role) => ({ programmeId: null, groupId: null, ...role }));
  return { organisationId, staffId, language: 'en', roles: held };
}

async function open(
  place: EmptyPlace,
): Promise<Omit<Community, keyof EmptyPlace> & Pick<Community, 'someone'>> {
  const { database, get } = place;
  const { organisationId, programmeId } = await openOrganisation(place);
  const [row] = await database.ownerQuery<{ id: StaffId }>(
    'SELECT id FROM staff WHERE organisation_id = $1',
    [organisationId],
  );
  if (!row) throw new Error('The organisation was opened without a founder');
  const founder = aPrincipal(organisationId, row.id, [{ role: 'admin' }, { role: 'community_manager' }]);
  return {
    organisationId,
    programmeId,
    founder,
    someone: (roles) => aPrincipal(organisationId, newId<'staff'>(), roles),
    async aProgramme(name) {
      const added = await get(AddProgramme).execute(founder, { name, timezone: 'Africa/Nairobi' });
      if ('kind' in added) throw new Error(added.reason);
      return added.id;
    },
    async aGroup(name, programme = programmeId) {
      const group = await get(OpenGroup).execute(founder, { ...GROUP, programmeId: programme, name });
      if ('kind' in group) throw new Error(group.reason);
      return group.id;
    },
    async aMember() {
      const id = newId<'member'>();
      await database.ownerQuery('INSERT INTO member (id, organisation_id) VALUES ($1, $2)', [
        id,
        organisationId,
      ]);
      return id;
    },
  };
}

export const GROUP = {
  languages: ['swa', 'eng'],
  timezone: 'Africa/Nairobi',
  regions: ['KE'],
  sizeLimit: 50,
  namingPattern: null,
};

export async function openOrganisation({ get }: EmptyPlace): Promise<OpenedOrganisation> {
  const link = await get(FirstRun).setupLink();
  const opened = await get(OpenOrganisation).execute({
    ...FOUNDER,
    token: link?.split('=')[1] ?? '',
    organisation: 'Example Relief',
    programme: 'Teachers',
    timezone: 'Africa/Nairobi',
    language: 'en',
  });
  if (opened.kind === 'refused') throw new Error(opened.reason);
  return opened;
}
