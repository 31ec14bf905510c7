import { Injectable } from '@nestjs/common';
import type { GroupId, ProgrammeId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Reach } from '../../platform/auth/index.js';
import type { Group, GroupPlace, NewGroup, Programme } from './group.js';

export interface ProfileRow {
  readonly id: GroupId;
  readonly programmeId: ProgrammeId;
  readonly name: string;
  readonly languages: readonly string[];
  readonly timezone: string;
  readonly regions: readonly string[];
  readonly sizeLimit: number | null;
  readonly settings: Group['settings'];
}

/** Every statement on programmes and groups. */
@Injectable()
export class GroupRepository {
  async programmes(tx: Transaction, reach: Reach): Promise<readonly Programme[]> {
    return tx.query<Programme>(PROGRAMMES, parametersOf(reach));
  }

  /** False when the organisation has a programme of this name already. */
  async insertProgramme(tx: Transaction, { id, name, timezone }: Programme): Promise<boolean> {
    const rows = await tx.query(INSERT_PROGRAMME, [id, name, timezone]);
    return rows.length > 0;
  }

  async groups(tx: Transaction, reach: Reach): Promise<readonly Group[]> {
    return tx.query<Group>(GROUPS, parametersOf(reach));
  }

  async group(tx: Transaction, id: GroupId): Promise<Group | null> {
    const rows = await tx.query<Group>(
      `${GROUP_COLUMNS} WHERE g.organisation_id = app_organisation() AND g.id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  async place(tx: Transaction, id: GroupId): Promise<GroupPlace | null> {
    const rows = await tx.query<GroupPlace>(
      `SELECT id AS "groupId", programme_id AS "programmeId", name, timezone FROM chat_group
         WHERE organisation_id = app_organisation() AND id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  async hasProgramme(tx: Transaction, id: ProgrammeId): Promise<boolean> {
    const rows = await tx.query(
      'SELECT 1 FROM programme WHERE organisation_id = app_organisation() AND id = $1',
      [id],
    );
    return rows.length > 0;
  }

  /** False when the programme has a group of this name already. */
  async insert(tx: Transaction, id: GroupId, group: NewGroup): Promise<boolean> {
    const { programmeId, name, languages, timezone, regions, sizeLimit, namingPattern } = group;
    const rows = await tx.query(INSERT_GROUP, [
      id,
      programmeId,
      name,
      languages,
      timezone,
      regions,
      sizeLimit,
      namingPattern,
    ]);
    return rows.length > 0;
  }

  /** Throws what the database throws when the name is taken. */
  async update(tx: Transaction, group: Group): Promise<void> {
    await tx.query(UPDATE_GROUP, [
      group.id,
      group.name,
      group.languages,
      group.timezone,
      group.regions,
      group.sizeLimit,
      group.namingPattern,
      JSON.stringify(group.settings),
      group.archivedAt,
    ]);
  }

  async profiles(tx: Transaction, ids: readonly GroupId[]): Promise<readonly ProfileRow[]> {
    return tx.query<ProfileRow>(PROFILES, [ids]);
  }
}

function parametersOf(reach: Reach): readonly unknown[] {
  return reach.kind === 'organisation' ? [true, [], []] : [false, reach.programmeIds, reach.groupIds];
}

export const GROUP_NAME_ONCE = 'chat_group_name_once';

const PROGRAMMES = `
  SELECT p.id, p.name, p.timezone FROM programme p
    WHERE p.organisation_id = app_organisation()
      AND ($1::boolean OR p.id = ANY($2::uuid[])
        OR EXISTS (SELECT FROM chat_group g WHERE g.programme_id = p.id AND g.id = ANY($3::uuid[])))
    ORDER BY p.name`;

const INSERT_PROGRAMME = `
  INSERT INTO programme (id, organisation_id, name, timezone) VALUES ($1, app_organisation(), $2, $3)
    ON CONFLICT ON CONSTRAINT programme_name_once DO NOTHING RETURNING id`;

const GROUP_COLUMNS = `
  SELECT g.id, g.programme_id AS "programmeId", p.name AS programme, g.name, g.languages, g.timezone, g.regions,
      g.size_limit AS "sizeLimit", g.naming_pattern AS "namingPattern", g.settings,
      g.created_at AS "createdAt", g.archived_at AS "archivedAt"
    FROM chat_group g JOIN programme p ON p.id = g.programme_id`;

const GROUPS = `${GROUP_COLUMNS}
    WHERE g.organisation_id = app_organisation()
      AND ($1::boolean OR g.programme_id = ANY($2::uuid[]) OR g.id = ANY($3::uuid[]))
    ORDER BY g.archived_at IS NOT NULL, p.name, g.name`;

const INSERT_GROUP = `
  INSERT INTO chat_group (id, organisation_id, programme_id, name, languages, timezone, regions, size_limit,
      naming_pattern)
    VALUES ($1, app_organisation(), $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT ON CONSTRAINT ${GROUP_NAME_ONCE} DO NOTHING RETURNING id`;

const UPDATE_GROUP = `
  UPDATE chat_group SET name = $2, languages = $3, timezone = $4, regions = $5, size_limit = $6,
      naming_pattern = $7, settings = $8, archived_at = $9
    WHERE organisation_id = app_organisation() AND id = $1`;

const PROFILES = `
  SELECT id, programme_id AS "programmeId", name, languages, timezone, regions, size_limit AS "sizeLimit", settings
    FROM chat_group
    WHERE organisation_id = app_organisation() AND id = ANY($1::uuid[]) AND archived_at IS NULL`;
