import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { runFolder } from '../../../test/harness/run.js';
import { EvaluatedWorth } from './evaluated-worth.js';

const TINY = fileURLToPath(new URL('../../../test/fixtures/models/tiny', import.meta.url));

function aModelEvaluatedAs(evaluation: unknown): EvaluatedWorth {
  const folder = mkdtempSync(join(runFolder(), 'models-'));
  cpSync(TINY, join(folder, 'tiny'), { recursive: true });
  writeFileSync(join(folder, 'tiny', 'eval.json'), JSON.stringify(evaluation));
  return new EvaluatedWorth([folder]);
}

const spoken = { detector: 'text-harm', version: '1.0.0+tiny@1.0.0', harm: 'scam', language: 'swa' } as const;

describe('What a model’s word is worth', () => {
  it('is what its own evaluation measured, for that harm in that language', () => {
    const worth = aModelEvaluatedAs({ languages: { swa: { scam: { precision: 0.94, checked: 412 } } } });
    expect(worth.of(spoken)).toEqual({ precision: 0.94, checked: 412 });
    expect(worth.of({ ...spoken, language: 'eng' })).toBeNull();
    expect(worth.of({ ...spoken, harm: 'hate' })).toBeNull();
  });

  it.each([
    ['nothing', {}],
    ['no count', { languages: { swa: { scam: { precision: 0.9 } } } }],
    ['too few', { languages: { swa: { scam: { precision: 1, checked: 19 } } } }],
    ['no share', { languages: { swa: { scam: { precision: 94, checked: 412 } } } }],
    ['words', { languages: { swa: { scam: 'good' } } }],
  ])('is unknown when the evaluation holds %s', (_what, evaluation) => {
    expect(aModelEvaluatedAs(evaluation).of(spoken)).toBeNull();
  });

  it('is unknown for another version, for detectors without a model, and where no model is installed', () => {
    const worth = aModelEvaluatedAs({ languages: { swa: { scam: { precision: 0.94, checked: 412 } } } });
    expect(worth.of({ ...spoken, version: '1.0.0+tiny@2.0.0' })).toBeNull();
    expect(worth.of({ ...spoken, detector: 'lexicon' })).toBeNull();
    expect(new EvaluatedWorth([join(runFolder(), 'no-models')]).of(spoken)).toBeNull();
  });
});
