import type { Fault } from '../../kernel/app-error.js';
import type { IncidentId } from '../../kernel/ids.js';
import { isUuid } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { InvalidAct } from '../incidents.errors.js';
import type { RefusedHere } from '../incidents.errors.js';

/** Everything a person does to an incident, by name. */
export const INCIDENT_ACTS = [
  'acknowledge',
  'offer_command',
  'accept_command',
  'confirm',
  'dismiss',
  'contain',
  'recur',
  'resolve',
  'close',
  'decline',
  'reopen',
  'merge',
  'note',
  'severity',
  'visibility',
  'wishes',
  'recuse',
  'settle',
  'own_step',
  'finish_step',
  'waive_step',
] as const;
export type IncidentActName = (typeof INCIDENT_ACTS)[number];

/** An act with what it needs; what an act does not ask for is not looked at. */
export interface IncidentActInput {
  readonly act: IncidentActName;
  readonly note?: string | undefined;
  /** From the closed list of the act. */
  readonly reason?: string | undefined;
  readonly harm?: string | undefined;
  /** A person of staff: whom command is offered to, who owns a step, who is recused. */
  readonly person?: string | undefined;
  /** The member as whom a recused person is known to write. */
  readonly member?: string | undefined;
  readonly severity?: number | undefined;
  readonly visibility?: string | undefined;
  readonly wishes?: string | undefined;
  /** Reference of the incident to merge into. */
  readonly into?: string | undefined;
  readonly decision?: string | undefined;
  readonly step?: string | undefined;
  readonly outcome?: string | undefined;
  readonly evidence?: string | undefined;
}

/** As long as a page of a report; longer belongs into a document. */
export const NOTE_LIMIT = 4_000;

export type Acting = (
  principal: Principal,
  id: IncidentId,
  asked: AskedFor,
) => Promise<object | string | RefusedHere>;

/** Reads what an act needs; every lack is a fault with its field. */
export class AskedFor {
  private readonly faults: Fault[] = [];

  constructor(private readonly input: IncidentActInput) {}

  /** Empty when absent. */
  text(field: 'note' | 'evidence' | 'outcome'): string {
    const value = (this.input[field] ?? '').trim();
    if (value.length > NOTE_LIMIT) this.blame(field, `must have at most ${NOTE_LIMIT} characters`);
    return value;
  }

  required(field: 'step' | 'into'): string {
    const value = (this.input[field] ?? '').trim();
    if (value === '') this.blame(field, 'is missing');
    return value;
  }

  oneOf<T extends string | number>(field: keyof IncidentActInput, of: readonly [T, ...T[]]): T {
    const chosen = of.find((one) => one === this.input[field]);
    if (chosen === undefined) this.blame(field, `must be one of ${of.join(', ')}`);
    return chosen ?? of[0];
  }

  id(field: 'person' | 'member'): string {
    const value = this.input[field] ?? '';
    if (!isUuid(value)) this.blame(field, 'must be the id of a person');
    return value;
  }

  has(field: keyof IncidentActInput): boolean {
    const value = this.input[field];
    return value !== undefined && value !== '';
  }

  /** Call when everything was read and before anything is done. Throws InvalidAct. */
  settled(): void {
    if (this.faults.length > 0) throw new InvalidAct(this.faults);
  }

  private blame(field: string, message: string): void {
    this.faults.push({ path: `/${field}`, message });
  }
}
