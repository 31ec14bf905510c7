import type { DetectionContext, Detector, ExaminedMessage } from '../../src/detection/detector.js';
import { InMemoryNames } from '../../src/detection/memory/in-memory-names.js';
import { InMemorySightings } from '../../src/detection/memory/in-memory-sightings.js';
import { viewsOf } from '../../src/detection/text/index.js';
import type { GroupProfile } from '../../src/kernel/group-profile.js';
import { newId } from '../../src/kernel/ids.js';
import type { GroupId } from '../../src/kernel/ids.js';
import type { Signal } from '../../src/kernel/signal.js';
import { aMessage } from './message.js';
import type { MessageBuilder } from './message.js';

/** What detectors may consult, with nothing in it; memories that last as long as the context. */
export function aContext(over: Partial<DetectionContext> = {}): DetectionContext {
  return {
    organisationId: newId<'organisation'>(),
    now: new Date('2026-05-03T12:00:00Z'),
    groups: new Map(),
    identities: [],
    claims: [],
    sightings: new InMemorySightings(),
    conversations: { turnsBefore: () => Promise.resolve([]) },
    names: new InMemoryNames(),
    abort: new AbortController().signal,
    ...over,
  };
}

/** A group in Nairobi unless said otherwise. */
export function aGroup(id: GroupId, over: Partial<GroupProfile> = {}): GroupProfile {
  return {
    id,
    name: 'Nakuru_Parents_1',
    languages: [],
    timezone: 'Africa/Nairobi',
    regions: ['KE'],
    sizeLimit: null,
    settings: {},
    ...over,
  };
}

/** A message on the detectors' table whose language nobody could tell. */
export async function examined(builder: MessageBuilder): Promise<ExaminedMessage> {
  const message = await builder.admitted();
  const language = { language: 'und', confidence: 0, shares: [], script: 'Zyyy' };
  return { message, views: viewsOf(message.text), language };
}

/** What one detector says about messages that came together. */
export async function signalsOf(
  detector: Detector,
  messages: readonly MessageBuilder[],
  context: DetectionContext = aContext(),
): Promise<readonly Signal[]> {
  return detector.detect(await Promise.all(messages.map(examined)), context, new Map());
}

/** What one detector says about one text. */
export function signalsFor(
  detector: Detector,
  text: string,
  context: DetectionContext = aContext(),
): Promise<readonly Signal[]> {
  return signalsOf(detector, [aMessage().saying(text)], context);
}
