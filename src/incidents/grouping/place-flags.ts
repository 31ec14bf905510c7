import { Injectable } from '@nestjs/common';
import type { IncidentId, StaffId } from '../../kernel/ids.js';
import { newId } from '../../kernel/ids.js';
import type { FlagForIncident } from '../../kernel/incident-desk.js';
import { severityOf, worstSeverity } from '../../kernel/severity.js';
import type { Severity } from '../../kernel/severity.js';
import type { Transaction } from '../../kernel/transaction.js';
import { IncidentRepository } from '../machine/incident.repository.js';
import { isEnded } from '../machine/transitions.js';
import { groupFlags, keepTogether } from './group-flags.js';
import type { LooseFlag, Matter, Placement } from './group-flags.js';
import { LateCopies } from './late-copies.js';
import { JoinIncident } from './join-incident.js';
import { OpenIncident } from './open-incident.js';
import { PlacementRepository } from './placement.repository.js';
import type { PlacedFlag } from './placement.repository.js';

/** Flags of one matter on their way into incidents. */
export interface Arriving extends Matter {
  readonly flags: readonly FlagForIncident[];
  /** Null when detection brings them. */
  readonly by: StaffId | null;
  /** Taken where it is worse than what the levels say. */
  readonly severity: Severity | null;
  /** The incident in which some of them stand already. */
  readonly into: IncidentId | null;
}

/** Puts flags into the open incidents they belong to and opens those that are missing. */
@Injectable()
export class PlaceFlags {
  constructor(
    private readonly placements: PlacementRepository,
    private readonly incidents: IncidentRepository,
    private readonly opening: OpenIncident,
    private readonly joining: JoinIncident,
    private readonly copies: LateCopies,
  ) {}

  /** Call `waitForTurn` first. */
  async execute(tx: Transaction, arriving: Arriving): Promise<readonly IncidentId[]> {
    const loose = await this.withSketches(tx, arriving.flags);
    const { open, tied } = await this.around(tx, arriving, loose);
    const into = arriving.into !== null && open.has(arriving.into) ? arriving.into : null;
    const place = arriving.by === null ? groupFlags : keepTogether(into);
    const placed = asPlaced(
      place(loose, tied, () => newId<'incident'>()),
      loose,
    );
    const ids = [...new Set(placed.map(({ incidentId }) => incidentId))].sort();
    for (const id of ids) {
      const members = placed.filter(({ incidentId }) => incidentId === id);
      const incident = open.get(id);
      const news = await this.newsOf(tx, arriving, members);
      if (incident) await this.joining.execute(tx, incident, news);
      else {
        const { programmeId, harm, by } = arriving;
        await this.opening.execute(tx, { id, programmeId, harm, by, ...news });
      }
      await this.placements.insert(tx, members);
      if (incident)
        await this.copies.late(
          tx,
          incident,
          members.map(({ flag }) => flag.flagId),
        );
    }
    return ids;
  }

  private async withSketches(tx: Transaction, flags: readonly FlagForIncident[]) {
    const messages = flags.map(({ messageId }) => messageId);
    const sketches = await this.placements.sketches(tx, messages);
    return flags.map((flag) => ({ ...flag, sketch: sketches.get(flag.messageId) ?? null }));
  }

  /** Incidents that may be joined, locked, and what stands in them. */
  private async around(tx: Transaction, arriving: Arriving, loose: readonly LooseFlag[]) {
    const found = await this.placements.tied(tx, arriving, loose);
    const ids = new Set(found.map(({ incidentId }) => incidentId));
    if (arriving.into !== null) ids.add(arriving.into);
    const locked = await this.incidents.lock(tx, [...ids]);
    const open = new Map(locked.filter(({ state }) => !isEnded(state)).map((one) => [one.id, one]));
    return { open, tied: found.filter(({ incidentId }) => open.has(incidentId)) };
  }

  private async newsOf(tx: Transaction, { severity }: Arriving, members: readonly PlacedFlag[]) {
    const said = severity === null ? [] : [severity];
    const writers = members.map(({ flag }) => flag.memberId);
    return {
      severity: worstSeverity([...members.map(({ flag }) => severityOf(flag.level)), ...said]),
      recused: await this.placements.staffAmong(tx, writers),
      flags: members.length,
    };
  }
}

function asPlaced(
  placements: readonly Placement[],
  loose: readonly (FlagForIncident & { readonly sketch: bigint | null })[],
): readonly PlacedFlag[] {
  const byId = new Map(loose.map((flag) => [flag.flagId, flag]));
  return placements.flatMap(({ flagId, incidentId, joinedBy }) => {
    const flag = byId.get(flagId);
    return flag ? [{ flag, sketch: flag.sketch, incidentId, joinedBy }] : [];
  });
}
