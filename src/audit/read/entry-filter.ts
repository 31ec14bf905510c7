/** Which part of the log. Absent means any. */
export interface EntryFilter {
  /** The act or its beginning up to a point: `flag` finds `flag.decided`. */
  readonly act?: string;
  readonly actorId?: string;
  readonly objectKind?: string;
  readonly objectId?: string;
  readonly from?: Date;
  readonly to?: Date;
}

/** The filter as SQL on `audit_entry e`, with values numbered from `$1`. */
export function conditionOf(filter: EntryFilter): {
  readonly sql: string;
  readonly values: readonly unknown[];
} {
  const values: unknown[] = [];
  const conditions = ['e.organisation_id = app_organisation()'];
  const ask = (sql: (place: string) => string, value: unknown): void => {
    if (value !== undefined) conditions.push(sql(`$${values.push(value)}`));
  };
  ask((place) => `(e.act = ${place} OR starts_with(e.act, ${place} || '.'))`, filter.act);
  ask((place) => `e.actor_id = ${place}`, filter.actorId);
  ask((place) => `e.object_kind = ${place}`, filter.objectKind);
  ask((place) => `e.object_id = ${place}`, filter.objectId);
  ask((place) => `e.at >= ${place}::timestamptz`, filter.from);
  ask((place) => `e.at < ${place}::timestamptz`, filter.to);
  return { sql: conditions.join(' AND '), values };
}
