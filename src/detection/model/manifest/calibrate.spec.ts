import fc from 'fast-check';
import { calibrate, calibrationOf, sigmoid } from './calibrate.js';
import type { Manifest } from './manifest.js';

const calibration = fc.record({
  temperature: fc.double({ min: 0.05, max: 20, noNaN: true }),
  bias: fc.double({ min: -20, max: 20, noNaN: true }),
  threshold: fc.constant(0.5),
});
const probability = fc.double({ min: 0, max: 1, noNaN: true });

it('leaves a probability as it is where the calibration is the identity', () => {
  const identity = { temperature: 1, bias: 0, threshold: 0.5 };
  fc.assert(fc.property(probability, (p) => Math.abs(calibrate(p, identity) - p) < 1e-12));
});

it('keeps the order of probabilities and stays one, whatever the calibration', () => {
  fc.assert(
    fc.property(probability, probability, calibration, (p, q, by) => {
      const [low, high] = [calibrate(Math.min(p, q), by), calibrate(Math.max(p, q), by)];
      return low <= high && low >= 0 && high <= 1;
    }),
  );
});

it('divides the log-odds by the temperature and adds the bias', () => {
  expect(calibrate(sigmoid(3), { temperature: 2, bias: 1, threshold: 0.5 })).toBeCloseTo(sigmoid(2.5), 12);
});

it('takes each value from the language, else from any, else as the identity', () => {
  const manifest = { calibration: { scam: { any: { threshold: 0.4, bias: -1 }, swh: { bias: 1 } } } };
  const of = (harm: 'scam' | 'hate', language: string) =>
    calibrationOf(manifest as unknown as Manifest, harm, language);
  expect(of('scam', 'swh')).toEqual({ temperature: 1, bias: 1, threshold: 0.4 });
  expect(of('scam', 'eng')).toEqual({ temperature: 1, bias: -1, threshold: 0.4 });
  expect(of('hate', 'swh')).toEqual({ temperature: 1, bias: 0, threshold: 0.5 });
});
