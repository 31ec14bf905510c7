import type { WholeIncident } from '../../../incidents/index.js';
import type { Visit } from '../../visit/visit.js';

/** What every part of an incident's page is made from. */
export interface MoveProps {
  readonly visit: Visit;
  readonly view: WholeIncident;
}
