import type { OrganisationId } from './ids.js';

/** Who acts: a person with a login, the service itself, an integration, or nobody yet (sign-in). */
export interface Actor {
  readonly kind: 'staff' | 'service' | 'integration' | 'anonymous';
  /** Staff id, integration id or the name of the service's job. */
  readonly id: string;
}

/** What row-level security is told; without it a transaction reads zero rows. */
export interface WorkContext {
  readonly organisationId: OrganisationId | null;
  readonly actor: Actor;
  /** Why the rows are touched, e.g. `review`, `process_messages`, `sign_in`; policies of a few tables look at it. */
  readonly purpose: string;
}

/** An open unit of work. Everything done through it is committed together or not at all. */
export interface Transaction {
  readonly context: WorkContext;
  /** Parameterised SQL; rows come back as plain objects in column names. */
  query<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** Opens transactions. Sets organisation, actor, purpose and the clock for each, with `SET LOCAL` only. */
export abstract class UnitOfWork {
  abstract run<T>(context: WorkContext, work: (tx: Transaction) => Promise<T>): Promise<T>;
}
