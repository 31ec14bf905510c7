import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { HARMS } from '../../kernel/harm.js';
import { ROLE_PERMISSIONS } from '../../platform/auth/index.js';
import { holdingBack, reachedSteps } from './checklist.js';
import type { StepProgress } from './checklist.js';
import { SHIPPED_PLAYBOOKS, loadPlaybooks } from './load-playbooks.js';
import type { Playbook } from './playbook.js';
import { playbookJsonSchema } from './playbook-shape.js';
import { PlaybookShelf } from './playbook-shelf.js';

const playbooks = loadPlaybooks(SHIPPED_PLAYBOOKS);
const byName = playbooks.map((playbook) => [playbook.id, playbook] as const);

describe('The schema for editors', () => {
  it('lies in playbooks/playbook.schema.json as the code has it; on a change write `playbookJsonSchema()` there', () => {
    const kept: unknown = JSON.parse(readFileSync(join(SHIPPED_PLAYBOOKS, 'playbook.schema.json'), 'utf8'));
    expect(kept).toEqual(playbookJsonSchema());
  });
});

/** Every way through: at each fork each outcome once. */
function waysThrough(
  playbook: Playbook,
  chosen: ReadonlyMap<string, StepProgress> = new Map(),
): StepProgress[][] {
  const open = reachedSteps(playbook, chosen).find(({ id }) => !chosen.has(id));
  if (!open) return [[...chosen.values()]];
  const outcomes = open.outcomes.length > 0 ? open.outcomes.map(({ id }) => id) : [null];
  return outcomes.flatMap((outcome) => {
    const at = new Date(0);
    const done = {
      step: open.id,
      state: 'done',
      owner: null,
      dueAt: at,
      outcome,
      endedAt: at,
      endedBy: null,
    } as const;
    return waysThrough(playbook, new Map(chosen).set(open.id, done));
  });
}

describe('The playbooks that ship', () => {
  it('are every file of the folder, and among them the four that every programme needs', () => {
    const files = readdirSync(SHIPPED_PLAYBOOKS).filter((name) => name.endsWith('.yaml'));
    expect(playbooks.map(({ id }) => `${id}.yaml`)).toEqual(files.sort());
    const ids = playbooks.map(({ id }) => id);
    for (const id of ['aid-scam', 'dangerous-rumour', 'disclosure-of-danger', 'impersonation'])
      expect(ids).toContain(id);
  });

  it('leave no two to choose between for one harm and severity', () => {
    const shelf = new PlaybookShelf(playbooks);
    for (const harm of HARMS)
      for (const severity of [1, 2, 3, 4] as const) {
        const fitting = playbooks.filter((one) => one.harms.includes(harm) && one.severity === severity);
        expect(fitting.length).toBeLessThanOrEqual(1);
        const chosen = shelf.choose(harm, severity);
        if (chosen) expect(chosen.harms).toContain(harm);
      }
    expect(shelf.choose('disclosure', 1)?.id).toBe('disclosure-of-danger');
  });

  it.each(byName)(
    '%s leads to an end on every way, and nothing holds the incident back there',
    (_id, playbook) => {
      for (const way of waysThrough(playbook)) {
        const progress = new Map(way.map((one) => [one.step, one]));
        expect(holdingBack(playbook, progress, 'resolve')).toEqual([]);
      }
    },
  );

  it.each(byName)('%s holds an incident back until somebody has done something', (_id, playbook) => {
    expect(holdingBack(playbook, new Map(), 'contain').length).toBeGreaterThan(0);
  });

  it.each(byName)(
    '%s gives its work to roles that can see incidents, and speaks four languages',
    (_id, playbook) => {
      for (const { role } of playbook.steps) expect(ROLE_PERMISSIONS[role]).toContain('incidents.read');
      const wordings = playbook.steps.flatMap(({ title, guidance }) => [title, guidance]);
      for (const wording of [playbook.title, playbook.summary, ...wordings])
        expect(Object.keys(wording).sort()).toEqual(['ar', 'en', 'fr', 'sw']);
    },
  );

  it.each(byName)('%s says what it must not do to anybody', (_id, playbook) => {
    expect(playbook.steps.some(({ doNoHarm }) => doNoHarm !== null)).toBe(true);
  });

  it('never punish a disclosure: no step removes, warns or deletes without the person’s word', () => {
    const disclosure = playbooks.find(({ id }) => id === 'disclosure-of-danger');
    const onChannel = disclosure?.steps.filter(({ kind }) => kind === 'platform_action') ?? [];
    expect(onChannel.map(({ id, required }) => [id, required])).toEqual([['make-it-less-visible', false]]);
  });
});
