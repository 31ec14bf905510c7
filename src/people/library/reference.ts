import type { Claim } from '../../kernel/claim.js';
import type { Identity } from '../../kernel/identity.js';

export type NewIdentity = Omit<Identity, 'id'>;

export type NewClaim = Omit<Claim, 'id'>;
