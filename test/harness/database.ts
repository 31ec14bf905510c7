import { randomUUID } from 'node:crypto';
import { afterAll } from '@jest/globals';
import pg from 'pg';
import type { OrganisationId } from '../../src/kernel/ids.js';
import { newId } from '../../src/kernel/ids.js';
import type { UnitOfWork, WorkContext } from '../../src/kernel/transaction.js';
import { Partitions, PostgresUnitOfWork, dataSource, serviceUrl } from '../../src/platform/database/index.js';
import { FakeClock } from './fake-clock.js';
import { createCopy, drop, testServer, urlOf } from './postgres.js';

export { FakeClock } from './fake-clock.js';
export { aVault } from './vault.js';

/** A migrated database of its own, as the service sees it and as its owner does. */
export interface TestDatabase {
  readonly name: string;
  /** Owner's URL, for a service that migrates by itself. */
  readonly ownerUrl: string;
  readonly serviceUrl: string;
  /** The service's way: row-level security holds, time is `clock`. */
  readonly unitOfWork: UnitOfWork;
  readonly clock: FakeClock;
  /** The superuser's way around row-level security, to arrange and to look. */
  ownerQuery<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** An organisation's row, the least that foreign keys ask for. */
  anOrganisation(name?: string): Promise<OrganisationId>;
  /** Partitions for the clock's present, as the service makes them at start. */
  preparePartitions(): Promise<void>;
}

/**
 * At the top of a spec: `const database = await aDatabase();`. A copy of a migrated template, with partitions
 * from a week before the clock's usual start to a month after; dropped after the file's last test.
 */
export async function aDatabase(clock = new FakeClock()): Promise<TestDatabase> {
  const server = await testServer();
  const name = await createCopy(server);
  const ownerUrl = urlOf(server.adminUrl, name);
  const asService = urlOf(serviceUrl(urlOf(ownerUrl, server.template), server.servicePassword), name);
  const service = dataSource({ url: asService, poolSize: 5 });
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  // The server may end a connection before its goodbye arrives: no spec is about that, and none should fail for it.
  owner.on('error', () => undefined);
  await service.initialize();
  afterAll(async () => {
    await Promise.all([service.destroy(), owner.end()]);
    await drop(server, name);
  });
  const partitions = new Partitions(service, clock);
  // The template has them around the clock's usual start; a spec that starts elsewhere gets its own.
  await partitions.prepare();
  const ownerQuery = async <Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await owner.query(sql, [...values])).rows as Row[];
  return {
    name,
    ownerUrl,
    serviceUrl: asService,
    unitOfWork: new PostgresUnitOfWork(service, clock),
    clock,
    ownerQuery,
    preparePartitions: () => partitions.prepare(),
    async anOrganisation(label = `Organisation ${randomUUID().slice(0, 8)}`) {
      const id = newId<'organisation'>();
      await ownerQuery('INSERT INTO organisation (id, name) VALUES ($1, $2)', [id, label]);
      return id;
    },
  };
}

/** The context of a staff member at work in an organisation. */
export function workOf(organisationId: OrganisationId | null, purpose = 'test'): WorkContext {
  return { organisationId, actor: { kind: 'service', id: 'test' }, purpose };
}
