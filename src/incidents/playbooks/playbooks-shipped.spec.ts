import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SHIPPED_PLAYBOOKS } from './load-playbooks.js';
import { playbookJsonSchema } from './playbook-shape.js';

describe('The schema for editors', () => {
  it('lies in playbooks/playbook.schema.json as the code has it; on a change write `playbookJsonSchema()` there', () => {
    const kept: unknown = JSON.parse(readFileSync(join(SHIPPED_PLAYBOOKS, 'playbook.schema.json'), 'utf8'));
    expect(kept).toEqual(playbookJsonSchema());
  });
});
