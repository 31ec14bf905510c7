import { INSTALLED, openModel } from '../../model/shared-models.js';
import { knownClaimsWith } from './known-claims.js';

/** Messages that hold a rumour of the organisation's claim library, in its words or, with a text model, in any others. */
export const knownClaims = knownClaimsWith(INSTALLED, openModel);
