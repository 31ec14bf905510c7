import { FakeClock } from '../../test/harness/fake-clock.js';
import { aContext, examined } from '../../test/factories/examination.js';
import { aMessage } from '../../test/factories/message.js';
import { DetectorHealth } from './detector-health.js';
import { defineDetector } from './detector.js';
import { ModelUnusable } from './model/model.errors.js';
import { runDetector } from './run-detector.js';

async function failureOf(error: Error) {
  const detector = defineDetector({
    id: 'text-harm',
    version: '1',
    stage: 'message',
    harms: ['hate'],
    languages: 'any',
    cost: 'light',
    settings: {},
    reasons: { en: {}, ar: {} },
    detect: () => {
      throw error;
    },
  });
  const batch = [await examined(aMessage().saying('my own secret words'))];
  const ran = await runDetector(detector, batch, { context: aContext(), earlier: new Map() });
  if (ran.kind === 'ran') throw new Error('The detector did not fail');
  return ran.failure;
}

it('keeps what our own code says of a broken model, for health to show', async () => {
  const clock = new FakeClock();
  const health = new DetectorHealth(clock);
  health.record([
    await failureOf(new ModelUnusable('tiny', [{ path: 'model.onnx', message: 'is missing' }])),
  ]);
  expect(health.check('text-harm')).toMatchObject({
    state: 'degraded',
    details: { lastFailure: 'threw', note: 'The model tiny cannot be used: model.onnx is missing' },
  });
});

it('keeps nothing of any other error, whose message may quote what was read', async () => {
  const failure = await failureOf(new Error('Unexpected token in "my own secret words"'));
  expect(failure).toEqual({ detector: 'text-harm', kind: 'threw' });
});
