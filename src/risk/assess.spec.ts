import fc from 'fast-check';
import { HARMS } from '../kernel/harm.js';
import type { Harm } from '../kernel/harm.js';
import { newId } from '../kernel/ids.js';
import type { MessageId } from '../kernel/ids.js';
import { compareLevels } from '../kernel/level.js';
import type { Signal } from '../kernel/signal.js';
import { assess } from './assess.js';
import type { Evidence } from './evidence.js';
import { DEFAULT_POLICY } from './default-policy.js';

const messageId: MessageId = newId<'message'>();

function aSignal(harm: Harm, probability: number, detector = 'scam-signs'): Signal {
  return {
    messageId,
    detector,
    version: '1',
    harm,
    probability,
    spans: [],
    reason: { key: 'k', params: {} },
  };
}

function someEvidence(given: Partial<Evidence> = {}): Evidence {
  return {
    messageId,
    signals: [],
    language: { language: 'eng', confidence: 0.9, shares: [{ language: 'eng', share: 1 }], script: 'Latn' },
    letters: 60,
    languageSupported: true,
    failedDetectors: 0,
    unread: false,
    audience: 'general',
    ...given,
  };
}

/** The default policy with one detector trusted less where its harm is rare. */
const RARE = {
  ...DEFAULT_POLICY,
  trust: { model: { weight: 1, rarity: { harms: { scam: Math.log(4) }, languages: { swh: Math.log(2) } } } },
};

const judge = (given: Partial<Evidence> = {}) => assess(someEvidence(given), DEFAULT_POLICY);

const anySignals = fc.array(
  fc
    .tuple(
      fc.constantFrom(...HARMS),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom('scam-signs', 'lexicon', 'identity', 'spread', 'rumour-signs'),
    )
    .map(([harm, probability, detector]) => aSignal(harm, probability, detector)),
  { maxLength: 12 },
);

describe('a level is policy', () => {
  it('gives nothing to a message without signals', () => {
    expect(judge()).toMatchObject({ outcome: 'judged', level: 'none', harms: [] });
  });

  it('reads the thresholds of the harm, so that the same probability is worse for a threat than for an insult', () => {
    const insult = judge({ signals: [aSignal('abuse', 0.7)] });
    const threat = judge({ signals: [aSignal('threat', 0.7)] });
    expect([insult.level, threat.level]).toEqual(['medium', 'high']);
  });

  it('never lets house rules become an emergency', () => {
    expect(judge({ signals: [aSignal('conduct', 1)] }).level).toBe('medium');
  });

  it('lets agreeing detectors say more together than the strongest alone', () => {
    const together = judge({ signals: [aSignal('scam', 0.6), aSignal('scam', 0.6, 'identity')] });
    expect(together.harms[0]?.probability).toBeCloseTo(0.84);
    expect(together.level).toBe('high');
  });

  it('counts one detector once, however many reasons it gives', () => {
    const one = judge({ signals: [aSignal('scam', 0.6)] });
    const thrice = judge({ signals: [aSignal('scam', 0.6), aSignal('scam', 0.5), aSignal('scam', 0.6)] });
    expect(thrice.harms[0]?.probability).toBe(one.harms[0]?.probability);
  });

  it('raises what travels by one level, and leaves alone what nobody needed to see', () => {
    const spread = aSignal('misinformation', 0.9, 'spread');
    expect(judge({ signals: [aSignal('scam', 0.6)] }).level).toBe('medium');
    expect(
      judge({ signals: [aSignal('scam', 0.6), spread] }).harms.find((h) => h.harm === 'scam')?.level,
    ).toBe('high');
    expect(
      judge({ signals: [aSignal('scam', 0.3), spread] }).harms.find((h) => h.harm === 'scam')?.level,
    ).toBe('low');
  });

  it('takes the audience into account', () => {
    expect(judge({ signals: [aSignal('scam', 0.6)], audience: 'vulnerable' }).level).toBe('high');
  });

  it('keeps which policy decided', () => {
    expect(judge().policy).toBe('default@2026.11.5');
  });
});

describe('an honest result', () => {
  it('says that a language is not supported instead of none', () => {
    expect(judge({ languageSupported: false }).outcome).toBe('language_not_supported');
  });

  it('still judges an unsupported language when evidence outside the words calls a human', () => {
    const result = judge({
      languageSupported: false,
      signals: [aSignal('personal_data', 0.9, 'personal-data')],
    });
    expect(result).toMatchObject({ outcome: 'judged', level: 'high', doubts: ['unsupported_language'] });
  });

  it('does not call a human for a short greeting in no particular language', () => {
    const und = { language: 'und', confidence: 0, shares: [], script: 'Latn' };
    expect(judge({ language: und, letters: 4, languageSupported: false })).toMatchObject({
      outcome: 'judged',
      doubts: ['too_short'],
    });
  });

  it('says so of long words in no language anyone recognised', () => {
    const und = { language: 'und', confidence: 0, shares: [], script: 'Latn' };
    expect(judge({ language: und, letters: 80, languageSupported: false }).outcome).toBe(
      'language_not_supported',
    );
  });

  it('is not sure when two detectors together stop just short of a flag', () => {
    const torn = judge({ signals: [aSignal('scam', 0.3), aSignal('scam', 0.2, 'identity')] });
    expect(torn).toMatchObject({ outcome: 'not_sure', doubts: ['detectors_disagree'] });
  });

  it('is not sure about a suspicion that a failed detector could not settle', () => {
    expect(judge({ signals: [aSignal('scam', 0.3)], failedDetectors: 1 }).outcome).toBe('not_sure');
    expect(judge({ failedDetectors: 1, unread: true }).outcome).toBe('not_sure');
    expect(judge({ failedDetectors: 1 })).toMatchObject({ outcome: 'judged', doubts: ['detector_failed'] });
  });
});

describe('laws', () => {
  it('never calms down when evidence is added', () => {
    fc.assert(
      fc.property(anySignals, anySignals, (some, more) => {
        const before = judge({ signals: some }).level;
        const after = judge({ signals: [...some, ...more] }).level;
        expect(compareLevels(after, before)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('does not depend on the order in which signals arrive', () => {
    fc.assert(
      fc.property(anySignals, (signals) => {
        const forwards = judge({ signals });
        const backwards = judge({ signals: signals.toReversed() });
        expect(backwards.level).toBe(forwards.level);
        expect(new Set(backwards.harms.map((h) => h.harm))).toEqual(
          new Set(forwards.harms.map((h) => h.harm)),
        );
      }),
    );
  });

  it('keeps probabilities within 0 and 1 and every deciding signal', () => {
    fc.assert(
      fc.property(anySignals, (signals) => {
        const { harms } = judge({ signals });
        for (const { probability } of harms) expect(probability >= 0 && probability <= 1).toBe(true);
        expect(harms.flatMap((harm) => harm.signals)).toHaveLength(signals.length);
      }),
    );
  });
});

describe('a detector calibrated where harm is common', () => {
  const probabilityOf = (language: string, harm: Harm) => {
    const signals = [aSignal(harm, 0.8, 'model')];
    const verdict = { language, confidence: 1, shares: [{ language, share: 1 }], script: 'Latn' };
    return assess(someEvidence({ signals, language: verdict }), RARE).harms[0]?.probability;
  };

  it('is heard at the odds the harm has in a chat, in each language', () => {
    // Odds of 4 to 1, four times as rare: even; in Swahili twice as rare again.
    expect(probabilityOf('eng', 'scam')).toBeCloseTo(0.5, 9);
    expect(probabilityOf('swh', 'scam')).toBeCloseTo(1 / 3, 9);
    expect(probabilityOf('eng', 'hate')).toBeCloseTo(0.8, 9);
  });

  it('is sure of what it is sure of', () => {
    const signals = [aSignal('scam', 1, 'model')];
    expect(assess(someEvidence({ signals }), RARE).harms[0]?.probability).toBe(1);
  });
});
