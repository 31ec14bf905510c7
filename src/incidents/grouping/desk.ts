import { Injectable } from '@nestjs/common';
import type { Acknowledgement } from '../../kernel/escalation.js';
import type { Harm } from '../../kernel/harm.js';
import type { IncidentId, ProgrammeId, StaffId } from '../../kernel/ids.js';
import { IncidentDesk } from '../../kernel/incident-desk.js';
import type { FlagForIncident, IncidentRequest } from '../../kernel/incident-desk.js';
import type { Transaction } from '../../kernel/transaction.js';
import { AcknowledgeIncident } from '../machine/acknowledge-incident.js';
import { IncidentNotFound, OwnMatter } from '../incidents.errors.js';
import type { Matter } from './group-flags.js';
import { PlaceFlags } from './place-flags.js';
import { PlacementRepository } from './placement.repository.js';

type Harmful = FlagForIncident & { readonly harm: Harm };

/** The desk at which flags become incidents. */
@Injectable()
export class Desk extends IncidentDesk {
  constructor(
    private readonly placements: PlacementRepository,
    private readonly place: PlaceFlags,
    private readonly answer: AcknowledgeIncident,
  ) {
    super();
  }

  async receive(tx: Transaction, flags: readonly FlagForIncident[]): Promise<void> {
    const serious = flags.filter(isSerious);
    if (serious.length === 0) return;
    for (const [matter, members] of byMatter(serious)) {
      await this.placements.waitForTurn(tx, matter);
      const fresh = await this.fresh(tx, members);
      const arriving = { ...matter, flags: fresh, by: null, severity: null, into: null };
      if (fresh.length > 0) await this.place.execute(tx, arriving);
    }
  }

  /** Throws OwnMatter when whoever asks is known to have written one of the flagged messages. */
  async open(tx: Transaction, { flags, by, severity, harm }: IncidentRequest): Promise<IncidentId> {
    const [first] = flags;
    if (!first) throw new IncidentNotFound();
    const writers = await this.placements.staffAmong(
      tx,
      flags.map(({ memberId }) => memberId),
    );
    if (writers.includes(by)) throw new OwnMatter();
    const matter = { programmeId: first.programmeId, harm };
    await this.placements.waitForTurn(tx, matter);
    const ids = flags.map(({ flagId }) => flagId);
    const standing = (await this.placements.standing(tx, ids)).filter(({ live }) => live);
    const there = new Set(standing.map(({ flagId }) => flagId));
    const fresh = flags.filter(({ flagId }) => !there.has(flagId));
    const into = standing[0]?.incidentId ?? null;
    if (fresh.length === 0 && into !== null) return into;
    const [id] = await this.place.execute(tx, { ...matter, flags: fresh, by, severity, into });
    if (!id) throw new IncidentNotFound();
    return id;
  }

  acknowledge(tx: Transaction, incident: IncidentId, by: StaffId): Promise<Acknowledgement> {
    return this.answer.execute(tx, incident, by);
  }

  private async fresh(tx: Transaction, flags: readonly FlagForIncident[]) {
    const ids = flags.map(({ flagId }) => flagId);
    const there = new Set((await this.placements.standing(tx, ids)).map(({ flagId }) => flagId));
    return flags.filter(({ flagId }) => !there.has(flagId));
  }
}

function isSerious(flag: FlagForIncident): flag is Harmful {
  return flag.harm !== null && (flag.level === 'high' || flag.level === 'critical');
}

/** In one order everywhere, so that two batches never wait for each other. */
function byMatter(flags: readonly Harmful[]): readonly (readonly [Matter, readonly Harmful[]])[] {
  const matters = new Map<string, Harmful[]>();
  for (const flag of flags) {
    const key = `${flag.programmeId} ${flag.harm}`;
    matters.set(key, [...(matters.get(key) ?? []), flag]);
  }
  return [...matters]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, members]) => {
      const [programmeId = '', harm = ''] = key.split(' ');
      return [{ programmeId: programmeId as ProgrammeId, harm: harm as Harm }, members];
    });
}
