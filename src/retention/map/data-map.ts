/** Whom a column is about; `organisation` is what names things, which are nobody's. */
export const SUBJECT_KINDS = ['member', 'staff', 'official', 'incident', 'organisation'] as const;

export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export const ACTIONS = ['delete', 'prune', 'shred', 'keep'] as const;

export const FORGETTINGS = ['delete', 'clear', 'shred', 'keep'] as const;

/** What happens to a member's rows in a table when they ask to be forgotten. */
export interface MemberRule {
  /** Finds the rows: holds the member's id, or the id of a row of `through` that does. */
  readonly by: string;
  /** The table that knows the member, where `by` does not. */
  readonly through: string | null;
  readonly forget: (typeof FORGETTINGS)[number];
  /** Columns with something of the member in them; `by` holds no more than a random id. */
  readonly columns: readonly string[];
  /** Why the random id stays where nothing else is there. */
  readonly why: string | null;
}

export interface TableRule {
  readonly table: string;
  /** The column from which the days are counted; null where rows go with another table's, or stay. */
  readonly anchor: string | null;
  /** SQL over the row; true keeps it whatever its age. */
  readonly unless: string | null;
  /** Rows that are over cannot be seen, run or no run. */
  readonly hidden: boolean;
  /** The table whose rows take these with them. */
  readonly goesWith: string | null;
  readonly member: MemberRule | null;
  readonly columns: ReadonlyMap<string, SubjectKind | 'plain'>;
}

export interface RetentionClass {
  readonly id: string;
  /** Null: kept as long as the reason says. */
  readonly keepDays: number | null;
  /** What an organisation may choose between. */
  readonly floorDays: number;
  readonly capDays: number;
  readonly action: (typeof ACTIONS)[number];
  readonly reason: string;
  readonly tables: readonly TableRule[];
}

/** Something that is kept and is no table: a folder of the home, a stream. */
export interface OtherStore {
  readonly name: string;
  readonly holds: string;
  readonly until: string;
}

export interface DataMap {
  readonly classes: readonly RetentionClass[];
  readonly files: readonly OtherStore[];
  readonly streams: readonly OtherStore[];
}
