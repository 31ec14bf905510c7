import { Injectable } from '@nestjs/common';
import { ActOnIncident, INCIDENT_ACTS, InvalidAct } from '../../incidents/index.js';
import type { IncidentActInput } from '../../incidents/index.js';
import type { IncidentId } from '../../kernel/ids.js';
import { isRefused } from '../../kernel/refused.js';
import { FormReading } from '../visit/read-form.js';
import type { FormFaults, PostedForm } from '../visit/read-form.js';
import type { SignedVisit } from '../visit/visit.js';

/** An empty record of faults means that it was done. */
@Injectable()
export class ActFromPage {
  constructor(private readonly act: ActOnIncident) {}

  async execute({ principal }: SignedVisit, id: IncidentId, posted: PostedForm): Promise<FormFaults> {
    const input = readAct(posted);
    if (input === null) return { '': { word: 'fault.choose' } };
    try {
      const result = await this.act.execute(principal, id, input);
      return isRefused(result) ? { '': { word: `incidents.refused.${result.reason}` } } : {};
    } catch (error) {
      if (error instanceof InvalidAct) return toldApart(error);
      throw error;
    }
  }
}

const FIELDS = [
  'note',
  'reason',
  'harm',
  'person',
  'member',
  'visibility',
  'wishes',
  'into',
  'decision',
  'step',
  'outcome',
  'evidence',
] as const;

function readAct(posted: PostedForm): IncidentActInput | null {
  const form = new FormReading(posted);
  const act = form.choice('act', INCIDENT_ACTS);
  if (act === null) return null;
  const given = FIELDS.map((name) => [name, form.text(name)] as const).filter(([, value]) => value !== '');
  const severity = form.text('severity');
  return { act, ...Object.fromEntries(given), ...(severity !== '' && { severity: Number(severity) }) };
}

const NAMED = [...FIELDS, 'severity'] as const;

/** Forms of the page share names, so a fault is told at the top, by the name of its field. */
function toldApart({ faults }: InvalidAct): FormFaults {
  const field = NAMED.find((name) => faults.some(({ path }) => path === `/${name}`)) ?? 'note';
  return { '': { word: `incidents.missing.${field}` } };
}
