import { Injectable } from '@nestjs/common';
import { asId, isUuid } from '../../../kernel/ids.js';
import type { FlagId } from '../../../kernel/ids.js';
import { NOTE_LIMIT, RecordAppeal } from '../../../review/index.js';
import { FormReading } from '../../visit/read-form.js';
import type { PostedForm } from '../../visit/read-form.js';
import type { SignedVisit } from '../../visit/visit.js';
import type { Acted } from '../decide/decide-from-page.js';

/** Writes down on a flag's page what a member says against its decision. */
@Injectable()
export class RecordFromPage {
  constructor(private readonly record: RecordAppeal) {}

  async execute({ principal }: SignedVisit, id: FlagId, posted: PostedForm): Promise<Acted> {
    const form = new FormReading(posted);
    const decision = form.text('decision');
    const words = form.required('words', NOTE_LIMIT);
    if (!isUuid(decision)) form.blame('decision', 'fault.choose');
    if (form.isFaulty) return { kind: 'faulty', faults: form.faults };
    const recorded = await this.record.execute(principal, asId<'decision'>(decision), words);
    if (recorded.kind === 'refused') return { kind: 'refused', refusal: recorded };
    return { kind: 'done', to: `/flags/${id}` };
  }
}
