/** The way to PostgreSQL: one server per home or a given one, migrations, units of work. Never knows a room's tables. */
export { dataSource } from './data-source.js';
export { joinEmbeddedServer, startEmbeddedServer, useGivenServer } from './database-server.js';
export type { DatabaseServer } from './database-server.js';
export { translateDatabaseError } from './database.errors.js';
export { migrate, migrationClasses, pendingOf } from './migrations.js';
export { PartitionKeeper } from './partition-keeper.js';
export { Partitions } from './partitions.js';
export { beforeCommit } from './postgres-transaction.js';
export { PostgresUnitOfWork } from './postgres-unit-of-work.js';
export { databaseName, serviceUrl, setServicePassword } from './service-role.js';
/** The pool, for those who may not know where it comes from. */
export { DataSource } from 'typeorm';
