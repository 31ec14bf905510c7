import { describe, expect, it } from '@jest/globals';
import { ACTS, ENDED, INCIDENT_STATES, TRANSITIONS, isEnded, nextState } from './transitions.js';

describe('The way of an incident', () => {
  it('names at most one place for a state and an event', () => {
    const keys = TRANSITIONS.map(({ from, event }) => `${from} ${event}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('leads from new to every state', () => {
    const reached = new Set(['new']);
    INCIDENT_STATES.forEach(() => {
      for (const { from, to } of TRANSITIONS) if (reached.has(from)) reached.add(to);
    });
    expect([...reached].sort()).toEqual([...INCIDENT_STATES].sort());
  });

  it('has an end from everywhere, and what is merged stays merged', () => {
    for (const state of INCIDENT_STATES) {
      const leads = TRANSITIONS.some(({ from }) => from === state);
      expect(leads || isEnded(state)).toBe(true);
    }
    expect(TRANSITIONS.filter(({ from }) => (from as string) === 'merged')).toEqual([]);
    expect(ENDED).toEqual(['closed', 'dismissed', 'merged']);
  });

  it('answers null where an event leads nowhere', () => {
    expect(nextState('new', 'confirm')).toBeNull();
    expect(nextState('triage', 'confirm')).toBe('confirmed');
  });

  it('calls every event by one act of its own in the log', () => {
    expect(new Set(Object.values(ACTS)).size).toBe(Object.keys(ACTS).length);
  });
});
