import { Injectable } from '@nestjs/common';
import type { IncidentId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { isRefused } from '../../kernel/refused.js';
import type { RefusedHere } from '../incidents.errors.js';
import { AskedFor } from './act.js';
import type { Acting, IncidentActInput, IncidentActName } from './act.js';
import { MatterActs } from './matter-acts.js';
import { StateActs } from './state-acts.js';

/** What came of an act: `asked` where a second person has to agree, else what it is called. */
export interface Performed {
  readonly kind: 'performed';
  readonly outcome: string;
}

/** One door for every act, for the console and the API alike. */
@Injectable()
export class ActOnIncident {
  private readonly acts: Partial<Record<IncidentActName, Acting>>;

  constructor(state: StateActs, matter: MatterActs) {
    this.acts = { ...state.acts, ...matter.acts };
  }

  /** Throws InvalidAct with the field, IncidentNotFound and NotPermitted. */
  async execute(
    principal: Principal,
    id: IncidentId,
    input: IncidentActInput,
  ): Promise<Performed | RefusedHere> {
    const act = this.acts[input.act];
    if (!act) throw new TypeError(`Nobody performs ${input.act}`);
    const result = await act(principal, id, new AskedFor(input));
    if (isRefused(result)) return result as RefusedHere;
    return { kind: 'performed', outcome: outcomeOf(result) };
  }
}

function outcomeOf(result: object | string): string {
  if (typeof result === 'string') return result;
  return 'kind' in result && typeof result.kind === 'string' ? result.kind : 'done';
}
