import type { Item, ItemKind } from './items.js';
import type { Owner } from './read-context.js';

/** How grave the exposure of one item is, and the reason key. */
export interface Exposure {
  readonly item: Item;
  readonly probability: number;
  readonly key: string;
}

/**
 * P(somebody is exposed), by kind and owner. Somebody else's data is nearly always shared without asking; one's own
 * number in one's own group is the normal use of a group; an office's number is meant to be known. Documents and cards
 * are dangerous even when they are one's own, because whoever reads them can use them.
 */
const EXPOSURE: Readonly<Record<ItemKind, Readonly<Record<Owner, number>>>> = {
  phone: { other: 0.85, unknown: 0.4, own: 0.12, public: 0 },
  email: { other: 0.7, unknown: 0.3, own: 0.1, public: 0 },
  card: { other: 0.95, unknown: 0.9, own: 0.8, public: 0.7 },
  iban: { other: 0.8, unknown: 0.55, own: 0.4, public: 0.15 },
  location: { other: 0.85, unknown: 0.35, own: 0.3, public: 0 },
  case_number: { other: 0.92, unknown: 0.8, own: 0.65, public: 0.6 },
  passport: { other: 0.92, unknown: 0.8, own: 0.65, public: 0.6 },
  national_id: { other: 0.92, unknown: 0.75, own: 0.6, public: 0.5 },
  address: { other: 0.8, unknown: 0.3, own: 0.25, public: 0 },
  minor: { other: 0.5, unknown: 0.45, own: 0.35, public: 0 },
};

/** Reason keys are `<kind>-<whose>`; whose is left out where it makes no difference to the reader. */
export function judgeItem(item: Item, owner: Owner): Exposure {
  const whose = owner === 'other' ? 'other' : owner === 'own' ? 'own' : 'unknown';
  return { item, probability: EXPOSURE[item.kind][owner], key: `${item.kind.replace('_', '-')}-${whose}` };
}
