import { describe, expect, it } from '@jest/globals';
import type { NamedPerson, Step } from '../../escalation/index.js';
import { draftOf, readPolicyForm } from './policy-form.js';

const amina: NamedPerson = { id: '6f1d7c1e-0000-4000-8000-000000000006' as NamedPerson['id'], name: 'Amina' };

const STEPS: readonly Step[] = [
  {
    targets: [
      { kind: 'role', role: 'community_manager', within: 'programme' },
      { kind: 'person', staffId: amina.id },
    ],
    minutes: { 1: 5, 2: 15, 3: 60, 4: null },
  },
  {
    targets: [{ kind: 'role', role: 'admin', within: 'organisation' }],
    minutes: { 1: 5, 2: 15, 3: 60, 4: 240 },
  },
];

/** As a browser posts the form that shows these steps. */
function posted(steps: readonly Step[]): Record<string, unknown> {
  const fields = draftOf(steps).flatMap(({ roles, people, minutes }, place) => [
    [`roles-${place}`, roles],
    [`people-${place}`, people],
    ...minutes.map((text, index) => [`minutes-${place}-${index + 1}`, text]),
  ]);
  return Object.fromEntries(fields) as Record<string, unknown>;
}

describe('The form of a chain', () => {
  it('saves what it showed, unchanged', () => {
    const { steps, faults } = readPolicyForm(posted(STEPS), [amina]);
    expect(faults).toEqual({});
    expect(steps).toEqual(STEPS);
  });

  it('always has room for one more step', () => {
    expect(draftOf(STEPS)).toHaveLength(3);
  });

  it('removes a step that was emptied, wherever it stood', () => {
    const form = { ...posted(STEPS), 'roles-0': [], 'people-0': [] };
    for (const severity of [1, 2, 3, 4]) Object.assign(form, { [`minutes-0-${severity}`]: '' });
    expect(readPolicyForm(form, [amina]).steps).toEqual(STEPS.slice(1));
  });

  it.each([
    [{ 'roles-1': [] }, 'roles-1', 'policy.fault.nobody'],
    [{ 'minutes-1-4': 'soon' }, 'minutes-1', 'policy.fault.minutes'],
    [{ 'minutes-1-4': '0' }, 'minutes-1', 'policy.fault.minutes'],
    [{ 'minutes-1-4': '' }, '', 'policy.fault.unheard'],
  ])('refuses %j beside the field %s', (change, field, word) => {
    const { faults } = readPolicyForm({ ...posted(STEPS), ...change }, [amina]);
    expect(faults[field]?.word).toBe(word);
  });

  it('names nobody who cannot be told', () => {
    const { steps } = readPolicyForm(posted(STEPS), []);
    expect(steps[0]?.targets).toEqual([{ kind: 'role', role: 'community_manager', within: 'programme' }]);
  });
});
