import { Injectable } from '@nestjs/common';
import { BasisOf, RecordBasis, WithdrawBasis } from '../../consent/index.js';
import type { BasisRefusal, BasisStatus } from '../../consent/index.js';
import type { GroupId } from '../../kernel/ids.js';
import { ReadGroup, ReadSelf } from '../../people/index.js';
import type { Group } from '../../people/index.js';
import { may } from '../../platform/auth/index.js';
import type { Fault, FormFaults, PostedForm } from '../visit/read-form.js';
import type { SignedVisit } from '../visit/visit.js';
import { emptyBasis, readBasisForm } from './basis-form.js';
import type { BasisDraft, BasisSetting } from './basis-form.js';
import { READY_MADE_LANGUAGES } from './notices.js';

/** Everything the page of a group's basis shows. */
export interface BasisDesk {
  readonly group: Group;
  readonly status: BasisStatus;
  readonly draft: BasisDraft;
  readonly faults: FormFaults;
  readonly mayRecord: boolean;
}

/** Where on the form each refusal of the ledger belongs. */
const FIELD_OF: Readonly<Record<BasisRefusal['reason'], readonly [string, Fault]>> = {
  'consent-not-free': ['basis', { word: 'basis.fault.notFree' }],
  'balancing-test-missing': ['balancingTestId', { word: 'basis.fault.balancing' }],
  'already-over': ['validUntil', { word: 'basis.fault.over' }],
  'decided-in-the-future': ['decidedAt', { word: 'basis.fault.future' }],
};

/** From a posted form to an event in the consent ledger. */
@Injectable()
export class RecordFromForm {
  constructor(
    private readonly readGroup: ReadGroup,
    private readonly readSelf: ReadSelf,
    private readonly basisOf: BasisOf,
    private readonly recordBasis: RecordBasis,
    private readonly withdrawBasis: WithdrawBasis,
  ) {}

  async blank(visit: SignedVisit, id: string): Promise<BasisDesk> {
    const { group, status, setting } = await this.open(visit, id);
    return { ...this.desk(visit, group, status), draft: emptyBasis(visit.now, setting), faults: {} };
  }

  /** The desk again when something is wrong; null when it is recorded. */
  async record(visit: SignedVisit, id: string, posted: PostedForm): Promise<BasisDesk | null> {
    const { group, status, setting } = await this.open(visit, id);
    const { draft, faults, basis } = readBasisForm(posted, setting);
    const desk = { ...this.desk(visit, group, status), draft, faults };
    if (basis === null) return desk;
    const recorded = await this.recordBasis.execute(visit.principal, group.id, basis);
    if (recorded.kind !== 'refused') return null;
    const [field, fault] = FIELD_OF[recorded.reason];
    return { ...desk, faults: { [field]: fault } };
  }

  async withdraw({ principal }: SignedVisit, id: string): Promise<void> {
    await this.withdrawBasis.execute(principal, id as GroupId);
  }

  private desk({ principal }: SignedVisit, group: Group, status: BasisStatus) {
    const place = { groupId: group.id, programmeId: group.programmeId };
    return { group, status, mayRecord: may(principal, 'basis.record', place) };
  }

  private async open({ principal }: SignedVisit, id: string) {
    const group = await this.readGroup.execute(principal, id as GroupId);
    const status = await this.basisOf.execute(principal, group.id);
    const { organisation } = await this.readSelf.execute(principal);
    const setting: BasisSetting = {
      spoken: group.languages,
      languages: [...new Set([...group.languages, ...READY_MADE_LANGUAGES])],
      organisation: organisation.name,
      zone: group.timezone,
    };
    return { group, status, setting };
  }
}
