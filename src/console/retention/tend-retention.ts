import { Injectable } from '@nestjs/common';
import { isGround } from '../../kernel/erasure-ground.js';
import { isUuid } from '../../kernel/ids.js';
import type { MemberId } from '../../kernel/ids.js';
import { isRefused } from '../../kernel/refused.js';
import { FindMember, TellErasures, TellRetention } from '../../retention/index.js';
import type { Erasure, FoundMember } from '../../retention/index.js';
import type { FormFaults, PostedForm } from '../visit/read-form.js';
import { FormReading } from '../visit/read-form.js';
import type { SignedVisit } from '../visit/visit.js';
import type { RetentionModel } from './retention-page.js';

export interface ForgetModel {
  readonly asked: string;
  readonly found: readonly FoundMember[] | null;
  readonly faults: FormFaults;
}

/** What the pages of retention need. */
@Injectable()
export class TendRetention {
  constructor(
    private readonly retention: TellRetention,
    private readonly erasures: TellErasures,
    private readonly members: FindMember,
  ) {}

  async page({ principal }: SignedVisit, refused: RetentionModel['refused'] = null): Promise<RetentionModel> {
    const classes = await this.retention.classes(principal);
    const [runs, erasures] = [await this.retention.history(principal), await this.erasures.list(principal)];
    return { classes, runs, erasures, refused };
  }

  ask({ principal }: SignedVisit): Promise<boolean> {
    return this.retention.askForRun(principal);
  }

  /** What was refused, or null when it holds from now on. */
  async keep({ principal }: SignedVisit, posted: PostedForm): Promise<RetentionModel['refused']> {
    const form = new FormReading(posted);
    const [id, days] = [form.text('class'), form.text('days')];
    const kept = await this.retention.keep(principal, id, /^\d{1,5}$/.test(days) ? Number(days) : -1);
    if (!isRefused(kept)) return null;
    return { class: id, floor: Number(kept.details.floor), cap: Number(kept.details.cap) };
  }

  async find({ principal }: SignedVisit, asked: PostedForm): Promise<ForgetModel> {
    const form = new FormReading(asked);
    const wanted = form.optional('find', 200);
    const found = wanted === '' ? null : await this.members.execute(principal, wanted);
    return { asked: wanted, found, faults: form.faults };
  }

  /** The erasure, or the same person again with what was missing. */
  async forget(visit: SignedVisit, posted: PostedForm): Promise<Erasure | ForgetModel> {
    const form = new FormReading(posted);
    const [member, ground] = [form.text('member'), form.text('ground')];
    if (isGround(ground) && isUuid(member))
      return this.erasures.ask(visit.principal, member as MemberId, ground);
    form.blame('ground', 'fault.choose');
    return { ...(await this.find(visit, { find: member })), faults: form.faults };
  }

  receipt({ principal }: SignedVisit, id: string): Promise<Erasure> {
    return this.erasures.read(principal, id);
  }
}
