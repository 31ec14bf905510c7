import { HARMS } from '../../kernel/harm.js';
import { ROLES } from '../../kernel/principal.js';
import { SEVERITIES } from '../../kernel/severity.js';
import { STEP_GATES, STEP_KINDS } from './playbook.js';
import { jsonSchemaOf } from './shape.js';
import type { Field, Shape } from './shape.js';

const must = (shape: Shape, about: string): Field => ({ shape, required: true, about });
const may = (shape: Shape, about: string): Field => ({ shape, required: false, about });

const id: Shape = {
  kind: 'text',
  pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  max: 60,
  says: 'must be words of small letters joined by hyphens',
};

/** Positive by its form: there is no way to write nothing or less. */
const duration: Shape = {
  kind: 'text',
  pattern: '^[1-9][0-9]{0,3}(m|h|d)$',
  max: 5,
  says: 'must be a time such as 30m, 4h or 2d, longer than nothing',
};

const day: Shape = {
  kind: 'text',
  pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
  max: 10,
  says: 'must be a day such as 2026-11-20',
};

const words: Shape = {
  kind: 'text',
  pattern: '\\S',
  max: 1_200,
  says: 'must say something, in at most 1,200 characters',
};

const wording: Shape = {
  kind: 'object',
  fields: {
    en: must(words, 'English'),
    ar: must(words, 'Arabic'),
    fr: may(words, 'French'),
    sw: may(words, 'Swahili'),
  },
};

const outcome: Shape = {
  kind: 'object',
  fields: {
    id: must(id, 'What the outcome is called in the record'),
    title: must(wording, 'What the person chooses'),
    next: may(id, 'The step it leads to, or `end`; the next in the file when absent'),
  },
};

const step: Shape = {
  kind: 'object',
  fields: {
    id: must(id, 'What the step is called in the record and in `next`'),
    kind: must({ kind: 'choice', of: STEP_KINDS }, 'In the world, words sent to people, or on the channel'),
    title: must(wording, 'What is to be done, in a line'),
    guidance: must(wording, 'How to do it, in a few sentences'),
    role: must({ kind: 'choice', of: ROLES }, 'Whose work it usually is'),
    due: must(duration, 'From the moment the step is reached'),
    before: must(
      { kind: 'choice', of: STEP_GATES },
      'The move of the incident it holds back where it is required',
    ),
    required: must({ kind: 'truth' }, 'Whether it holds back; a step with outcomes always does'),
    evidence: may({ kind: 'truth' }, 'Whether something must be written down before it is done'),
    outcomes: may(
      { kind: 'list', of: outcome, min: 2, max: 6 },
      'Where the step can turn out in several ways',
    ),
    next: may(id, 'The step that follows, or `end`; the next in the file when absent'),
    on_unavailable: may(wording, 'What people do where the channel cannot; required for a platform_action'),
    do_no_harm: may(wording, 'What the step must not do to anybody'),
  },
};

export const PLAYBOOK_SHAPE: Shape = {
  kind: 'object',
  fields: {
    id: must(id, 'The name of the file without its ending'),
    version: must({ kind: 'whole', min: 1, max: 9_999 }, 'One more with every change; incidents pin it'),
    title: must(wording, 'What it is for, in a line'),
    summary: must(wording, 'When it is the right one'),
    harms: must({ kind: 'list', of: { kind: 'choice', of: HARMS }, min: 1, max: 11 }, 'The harms it is for'),
    severity: must(
      { kind: 'choice', of: SEVERITIES },
      'The mildest severity it is meant for: 4 is all of them',
    ),
    owner_role: must({ kind: 'choice', of: ROLES }, 'Who keeps it right'),
    reviewed_on: must(day, 'When somebody last read all of it'),
    steps: must({ kind: 'list', of: step, min: 1, max: 40 }, 'In the order they are done'),
  },
};

export function playbookJsonSchema(): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A playbook of Mlinzi',
    ...jsonSchemaOf(PLAYBOOK_SHAPE),
  };
}
