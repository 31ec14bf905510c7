import type { GroupId, ProgrammeId } from '../../kernel/ids.js';
import type { Place } from '../../platform/auth/index.js';

export interface Programme {
  readonly id: ProgrammeId;
  readonly name: string;
  /** IANA zone. */
  readonly timezone: string;
}

export interface NewGroup {
  readonly programmeId: ProgrammeId;
  readonly name: string;
  /** ISO 639-3, most used first. */
  readonly languages: readonly string[];
  /** IANA zone. */
  readonly timezone: string;
  /** ISO 3166-1 alpha-2, most likely first. */
  readonly regions: readonly string[];
  /** 2 to 5,000; null when the group has no limit. */
  readonly sizeLimit: number | null;
  /** A regular expression that the group's name follows; null for none. */
  readonly namingPattern: string | null;
}

/** Settings by detector id: only what was set, defaults stay with the detector. */
export type GroupSettings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface Group extends NewGroup {
  readonly id: GroupId;
  /** Name of the programme. */
  readonly programme: string;
  readonly settings: GroupSettings;
  readonly createdAt: Date;
  readonly archivedAt: Date | null;
}

/** Absent fields stay as they are; `settings` replaces all of a group's settings. */
export type GroupChange = {
  readonly [Field in keyof Omit<NewGroup, 'programmeId'>]?: NewGroup[Field] | undefined;
} & { readonly settings?: GroupSettings | undefined; readonly archived?: boolean | undefined };

/** Where a group stands, for other rooms. */
export interface GroupPlace extends Place {
  readonly groupId: GroupId;
  readonly programmeId: ProgrammeId;
  readonly name: string;
  readonly timezone: string;
}
