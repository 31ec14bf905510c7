import { newId } from '../../../kernel/ids.js';
import type { Harm } from '../../../kernel/harm.js';
import type { Signal } from '../../../kernel/signal.js';
import type { Turn } from '../../detector.js';
import { afterHeat } from './after-heat.js';

const NOON = Date.parse('2026-05-03T12:00:00Z');
const since = new Date(NOON - 15 * 60_000);

function turns(...heats: readonly number[]): Turn[] {
  return heats.map((heat, at) => ({
    messageId: newId(),
    memberId: newId(),
    at: new Date(NOON - (heats.length - at) * 30_000),
    heat,
    kind: 'message',
  }));
}

function said(harm: Harm, probability: number): Signal {
  const reason = { key: 'k', params: {} };
  return { messageId: newId(), detector: 'text-harm', version: '1', harm, probability, spans: [], reason };
}

describe('what may be an attack', () => {
  const maybe = [said('scam', 0.9), said('threat', 0.4)];

  it('is read higher after one heated message, and higher still after two', () => {
    expect(afterHeat(turns(0, 0.8), since, maybe)).toEqual({ harm: 'threat', probability: 0.25 });
    expect(afterHeat(turns(0.6, 0.8), since, maybe)).toEqual({ harm: 'threat', probability: 0.35 });
  });

  it('is read as it stands in calm, after an older quarrel, and when nothing came before', () => {
    expect(afterHeat(turns(0.1, 0.2), since, maybe)).toBeNull();
    expect(afterHeat(turns(0.9, 0, 0), since, maybe)).toBeNull();
    expect(afterHeat(turns(0.9, 0.9), new Date(NOON), maybe)).toBeNull();
    expect(afterHeat([], since, maybe)).toBeNull();
  });
});

it('leaves alone what is no attack at all, and what needs no circumstance to be one', () => {
  expect(afterHeat(turns(0.9, 0.9), since, [said('scam', 0.4)])).toBeNull();
  expect(afterHeat(turns(0.9, 0.9), since, [said('abuse', 0.1)])).toBeNull();
  expect(afterHeat(turns(0.9, 0.9), since, [said('abuse', 0.7)])).toBeNull();
  expect(afterHeat(turns(0.9, 0.9), since, [])).toBeNull();
});
