import { Injectable } from '@nestjs/common';
import { NameableStaff, ReadIncident } from '../../incidents/index.js';
import type { IncidentView } from '../../incidents/index.js';
import type { IncidentId } from '../../kernel/ids.js';
import { mayAnywhere } from '../../platform/auth/index.js';
import type { Option } from '../layout/field.js';
import type { SignedVisit } from '../visit/visit.js';

export interface ShownIncident {
  readonly view: IncidentView;
  readonly everybody: readonly Option[];
}

/** What the page of one incident needs. */
@Injectable()
export class ShowIncident {
  constructor(
    private readonly read: ReadIncident,
    private readonly nameable: NameableStaff,
  ) {}

  async execute({ principal }: SignedVisit, id: IncidentId): Promise<ShownIncident> {
    const view = await this.read.execute(principal, id);
    if (view.part !== 'whole' || !mayAnywhere(principal, 'incidents.work')) return { view, everybody: [] };
    const people = await this.nameable.execute(principal);
    return { view, everybody: people.map(({ id: value, name }) => ({ value, label: name })) };
  }
}
