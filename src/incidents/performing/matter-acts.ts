import { Injectable } from '@nestjs/common';
import type { MemberId, StaffId } from '../../kernel/ids.js';
import { SEVERITIES } from '../../kernel/severity.js';
import { DescribeIncident } from '../acts/describe-incident.js';
import { RecusePerson } from '../acts/recuse-person.js';
import { SETTLEMENTS, SettleCopies } from '../acts/settle-copies.js';
import { VISIBILITIES, WISHES } from '../machine/incident.js';
import { MergeIncident } from '../merging/merge-incident.js';
import { WorkStep } from '../playbooks/work-step.js';
import type { Acting, IncidentActName } from './act.js';

/** Acts on what an incident is about: what is said of it, who may know, what is done step by step. */
@Injectable()
export class MatterActs {
  readonly acts: Partial<Record<IncidentActName, Acting>>;

  constructor(
    private readonly describe: DescribeIncident,
    private readonly recuse: RecusePerson,
    private readonly settle: SettleCopies,
    private readonly merge: MergeIncident,
    private readonly steps: WorkStep,
  ) {
    this.acts = { ...this.said(), ...this.decided(), ...this.stepwise() };
  }

  private said(): MatterActs['acts'] {
    const { describe } = this;
    return {
      note: (principal, id, asked) => {
        const note = asked.text('note');
        asked.settled();
        return describe.note(principal, id, note);
      },
      severity: (principal, id, asked) => {
        const said = { to: asked.oneOf('severity', SEVERITIES), note: asked.text('note') };
        asked.settled();
        return describe.severity(principal, id, said);
      },
      visibility: (principal, id, asked) => {
        const visibility = asked.oneOf('visibility', VISIBILITIES);
        asked.settled();
        return describe.visibility(principal, id, visibility);
      },
      wishes: (principal, id, asked) => {
        const said = { wishes: asked.oneOf('wishes', WISHES), note: asked.text('note') };
        asked.settled();
        return describe.wishes(principal, id, said);
      },
    };
  }

  private decided(): MatterActs['acts'] {
    const { recuse, settle, merge } = this;
    return {
      recuse: (principal, id, asked) => {
        const named = {
          staffId: asked.id('person') as StaffId,
          reason: asked.oneOf('reason', ['named_by_reporter', 'named_by_lead'] as const),
          memberId: asked.has('member') ? (asked.id('member') as MemberId) : null,
        };
        asked.settled();
        return recuse.execute(principal, id, named);
      },
      settle: (principal, id, asked) => {
        const decision = asked.oneOf('decision', SETTLEMENTS);
        asked.settled();
        return settle.execute(principal, id, decision);
      },
      merge: (principal, id, asked) => {
        const said = { into: asked.required('into'), note: asked.text('note') };
        asked.settled();
        return merge.execute(principal, id, said);
      },
    };
  }

  private stepwise(): MatterActs['acts'] {
    const { steps } = this;
    return {
      own_step: (principal, id, asked) => {
        const [step, owner] = [asked.required('step'), asked.id('person') as StaffId];
        asked.settled();
        return steps.own(principal, { id, step }, owner);
      },
      finish_step: (principal, id, asked) => {
        const step = asked.required('step');
        const result = { outcome: asked.text('outcome') || null, evidence: asked.text('evidence') };
        asked.settled();
        return steps.finish(principal, { id, step }, result);
      },
      waive_step: (principal, id, asked) => {
        const [step, note] = [asked.required('step'), asked.text('note')];
        asked.settled();
        return steps.waive(principal, { id, step }, note);
      },
    };
  }
}
