import { readFileSync } from 'node:fs';
import type { Identity } from '../../../kernel/identity.js';
import type { SettingsSchema } from '../../../kernel/settings.js';
import type { Signal } from '../../../kernel/signal.js';
import { cueLanguages } from '../../cues/index.js';
import { defineDetector } from '../../detector.js';
import type { DetectionContext, ExaminedMessage, ReasonCatalogue } from '../../detector.js';
import { groupSettings } from '../../group-settings.js';
import { findMarked } from './find-marked.js';
import { findNumbers } from './find-numbers.js';
import type { Item } from './items.js';
import { judgeItem } from './judge-item.js';
import type { Exposure } from './judge-item.js';
import { findAddress, findLabelled, findMinorCaption, ownerOf, readContext } from './read-context.js';

const ID = 'personal-data';
const VERSION = '1.0.0';

const SETTINGS = {
  reportFrom: {
    kind: 'number',
    default: 0.1,
    min: 0.05,
    max: 0.95,
    why: 'One’s own number to the group is 0.12; raise this above it where members introduce themselves.',
  },
} as const satisfies SettingsSchema;

/** Phones, addresses, documents, accounts and places of people; whose they are decides how bad it is. */
export const personalData = defineDetector({
  id: ID,
  version: VERSION,
  stage: 'message',
  harms: ['personal_data'],
  // Numbers and addresses are found in every language; only whose they are depends on words.
  languages: [...new Set([...cueLanguages(new URL('./cues/', import.meta.url)), 'ukr'])],
  cost: 'light',
  settings: SETTINGS,
  reasons: JSON.parse(readFileSync(new URL('./reasons.json', import.meta.url), 'utf8')) as ReasonCatalogue,
  detect(batch, context) {
    const settingsOf = groupSettings({ id: ID, settings: SETTINGS }, context);
    const published = publishedContacts(context.identities);
    const signals: Signal[] = [];
    for (const examined of batch) {
      if (context.abort.aborted) break;
      const exposures = exposuresOf(examined, context, published);
      const { reportFrom } = settingsOf(examined.message.groupId);
      const signal = signalOf(
        examined,
        exposures.filter(({ probability }) => probability >= reportFrom),
      );
      if (signal) signals.push(signal);
    }
    return signals;
  },
});

const contactsOf = new WeakMap<readonly Identity[], ReadonlySet<string>>();

/** Contacts of the register are public by definition. */
function publishedContacts(register: readonly Identity[]): ReadonlySet<string> {
  const known = contactsOf.get(register);
  if (known) return known;
  const made = new Set(register.flatMap(({ contacts }) => contacts.map((contact) => contact.toLowerCase())));
  contactsOf.set(register, made);
  return made;
}

function exposuresOf(
  examined: ExaminedMessage,
  { groups }: DetectionContext,
  published: ReadonlySet<string>,
): Exposure[] {
  const { message } = examined;
  if (message.text === '' || !mayHoldData(message.text, message.media.length > 0)) return [];
  const context = readContext(examined);
  const regions = groups.get(message.groupId)?.regions ?? [];
  const items = withoutOverlaps([
    ...findMarked(message.text),
    ...findLabelled(message.text, context),
    ...findNumbers(message.text, regions),
    ...findAddress(message.text, context),
    ...findMinorCaption(examined, context),
  ]);
  return items
    .filter(({ value }) => !isPublic(value, published))
    .map((item) => judgeItem(item, isSenders(item, message.sender.handle) ? 'own' : ownerOf(item, context)));
}

/** Every kind of item but a caption has a digit, an at sign or a slash. */
function mayHoldData(text: string, hasMedia: boolean): boolean {
  return hasMedia || /[\p{Nd}@]|\/\//u.test(text);
}

/** Mailboxes of a function, by their usual names. */
const FUNCTION_MAILBOX =
  /^(?:info|contact|contacts|help|helpline|support|office|hotline|admin|hr|jobs|reception|press)[.@+-]/;

function isPublic(value: string, published: ReadonlySet<string>): boolean {
  if (value === '') return false;
  const domain = value.includes('@') ? value.slice(value.indexOf('@') + 1) : value;
  return published.has(value) || published.has(domain) || FUNCTION_MAILBOX.test(value);
}

/** Handles of number-based channels are the number itself, with or without its plus. */
function isSenders({ kind, value }: Item, handle: string): boolean {
  return kind === 'phone' && value !== '' && handle.replaceAll(/[^\d]/g, '') === value.slice(1);
}

/** The first reader to claim a piece of text keeps it: forms that say what they are go before plain digits. */
function withoutOverlaps(items: readonly Item[]): Item[] {
  const kept: Item[] = [];
  for (const item of items) {
    if (!kept.some(({ start, end }) => item.start < end && start < item.end)) kept.push(item);
  }
  return kept;
}

function signalOf({ message }: ExaminedMessage, exposures: readonly Exposure[]): Signal | null {
  const [worst] = [...exposures].sort((a, b) => b.probability - a.probability);
  if (!worst) return null;
  return {
    messageId: message.id,
    detector: ID,
    version: VERSION,
    harm: 'personal_data',
    probability: worst.probability,
    spans: exposures.map(({ item: { start, end } }) => ({ start, end })).sort((a, b) => a.start - b.start),
    reason: { key: worst.key, params: { count: exposures.length } },
  };
}
