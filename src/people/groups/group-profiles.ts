import { Injectable } from '@nestjs/common';
import type { GroupProfile } from '../../kernel/group-profile.js';
import type { GroupId, ProgrammeId } from '../../kernel/ids.js';
import { readSettings } from '../../kernel/settings.js';
import type { Transaction } from '../../kernel/transaction.js';
import { PeopleOptions } from '../people.options.js';
import type { GroupSettings } from './group.js';
import { GroupRepository } from './group.repository.js';

/** A profile with the programme the group stands in, for what is stored beside its flags. */
export interface PlacedGroupProfile extends GroupProfile {
  readonly programmeId: ProgrammeId;
}

/** What detectors may know about the groups of a batch. */
@Injectable()
export class GroupProfiles {
  constructor(
    private readonly groups: GroupRepository,
    private readonly options: PeopleOptions,
  ) {}

  /** One statement for many groups; unknown and archived ones are absent. */
  async execute(
    tx: Transaction,
    groupIds: readonly GroupId[],
  ): Promise<ReadonlyMap<GroupId, PlacedGroupProfile>> {
    const rows = await this.groups.profiles(tx, groupIds);
    return new Map(rows.map((row) => [row.id, { ...row, settings: this.read(row.settings) }]));
  }

  /** A detector that became stricter since a setting was stored gets its default, never the stale value. */
  private read(stored: GroupSettings): GroupProfile['settings'] {
    return Object.fromEntries(
      Object.entries(this.options.settings).map(([detector, schema]) => [
        detector,
        readSettings(schema, stored[detector] ?? {}).settings,
      ]),
    );
  }
}
