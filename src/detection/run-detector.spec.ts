import { jest } from '@jest/globals';
import { aMessage } from '../../test/factories/message.js';
import { newId } from '../kernel/ids.js';
import type { Signal } from '../kernel/signal.js';
import { defineDetector } from './detector.js';
import type { Detector } from './detector.js';
import type { Material } from './examiner.js';
import { InlineExaminer } from './inline-examiner.js';
import { InMemoryConversations } from './memory/in-memory-conversations.js';
import { InMemoryNames } from './memory/in-memory-names.js';
import { InMemorySightings } from './memory/in-memory-sightings.js';

const material: Material = {
  organisationId: newId<'organisation'>(),
  now: new Date('2026-05-03T10:00:00Z'),
  groups: new Map(),
  identities: [],
  claims: [],
  sightings: new InMemorySightings(),
  conversations: new InMemoryConversations(),
  names: new InMemoryNames(),
};

function aDetector(id: string, detect: Detector['detect'], given: Partial<Detector> = {}): Detector {
  const reasons = { en: { because: 'because' }, ar: { because: 'لأن' } };
  const meta = {
    id,
    version: '1',
    stage: 'message',
    languages: 'any',
    cost: 'light',
    settings: {},
    reasons,
  } as const;
  return defineDetector({ ...meta, harms: ['scam'], detect, ...given });
}

/** Signals every message it is shown. */
const finds: Detector['detect'] = (batch) =>
  batch.map(({ message }): Signal => ({
    messageId: message.id,
    detector: 'finds',
    version: '1',
    harm: 'scam',
    probability: 0.5,
    spans: [],
    reason: { key: 'because', params: {} },
  }));

async function examine(...detectors: Detector[]) {
  return new InlineExaminer(detectors).examine(
    [await aMessage().saying('Habari ya leo').admitted()],
    material,
  );
}

describe('a detector that fails', () => {
  it.each<[string, Detector['detect'], 'threw' | 'overran']>([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
      'threw',
    ],
    ['rejects', () => Promise.reject(new Error('broken')), 'threw'],
  ])('and %s costs its own signals and nothing else', async (_, detect, kind) => {
    const { findings, failures } = await examine(aDetector('fails', detect), aDetector('finds', finds));
    expect(failures).toEqual([{ detector: 'fails', kind }]);
    expect(findings).toMatchObject([{ signals: [{ detector: 'finds' }], failedDetectors: 1 }]);
  });

  describe('because it never answers', () => {
    beforeEach(() => void jest.useFakeTimers());
    afterEach(() => void jest.useRealTimers());

    it('is told to stop when its budget is spent, and the messages go on', async () => {
      const never: Detector['detect'] = (_batch, { abort }) =>
        new Promise((resolve) => {
          abort.addEventListener('abort', () => {
            resolve([]);
          });
        });
      const examined = examine(aDetector('waits', never), aDetector('finds', finds));
      await jest.advanceTimersByTimeAsync(10_000);
      const { findings, failures } = await examined;
      expect(failures).toEqual([{ detector: 'waits', kind: 'overran' }]);
      expect(findings).toMatchObject([{ signals: [{ detector: 'finds' }] }]);
    });
  });
});

describe('the order of detectors', () => {
  it('lets those of the conversation see what those of the message said', async () => {
    const heard: string[] = [];
    const listens = aDetector(
      'listens',
      (_batch, _context, earlier) => {
        heard.push(...[...earlier.values()].flat().map(({ detector }) => detector));
        return [];
      },
      { stage: 'conversation' },
    );
    await examine(listens, aDetector('finds', finds));
    expect(heard).toEqual(['finds']);
  });
});

describe('the purposes of the basis', () => {
  it('keep a detector from a message nobody agreed to have read for its harms', async () => {
    const message = await aMessage().saying('Habari').admitted();
    const seen: string[] = [];
    const looks = aDetector('looks', (batch) => {
      seen.push(...batch.map(({ message: { id } }) => id));
      return [];
    });
    await new InlineExaminer([looks]).examine([{ ...message, purposes: ['scan_hate'] }], material);
    expect(seen).toEqual([]);
  });

  it('silence the harms of a detector that are not among them', async () => {
    const message = await aMessage().saying('Habari').admitted();
    const wide = aDetector('finds', finds, { harms: ['scam', 'misinformation'] });
    const only = { ...message, purposes: ['scan_misinformation'] as const };
    const { findings } = await new InlineExaminer([wide]).examine([only], material);
    expect(findings).toMatchObject([{ signals: [] }]);
  });
});
