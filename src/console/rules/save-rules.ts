import { Injectable, NotFoundException } from '@nestjs/common';
import { DETECTORS } from '../../detection/index.js';
import { isUuid } from '../../kernel/ids.js';
import type { GroupId } from '../../kernel/ids.js';
import { ChangeGroup, ReadGroup } from '../../people/index.js';
import type { Group } from '../../people/index.js';
import type { PostedForm } from '../visit/read-form.js';
import type { SignedVisit } from '../visit/visit.js';
import { draftSettings, readRules } from './rules-form.js';
import type { DetectorRules } from './rules-page.js';

export interface RulesDesk {
  readonly group: Group;
  readonly detectors: readonly DetectorRules[];
}

/** As the address has it; nothing is known about either yet. */
export interface RuleAddress {
  readonly id: string;
  readonly detector: string;
}

/** From posted settings to a group's rules; the forms derive from what the detectors declare. */
@Injectable()
export class SaveRules {
  constructor(
    private readonly readGroup: ReadGroup,
    private readonly changeGroup: ChangeGroup,
  ) {}

  async blank({ principal }: SignedVisit, id: string): Promise<RulesDesk> {
    const group = await this.readGroup.execute(principal, id as GroupId);
    const detectors = DETECTORS.filter(({ settings }) => Object.keys(settings).length > 0).map(
      (detector) => ({
        id: detector.id,
        harms: detector.harms,
        schema: detector.settings,
        changes: Object.keys(group.settings[detector.id] ?? {}).length,
        draft: draftSettings(detector.settings, group.settings[detector.id] ?? {}),
        faults: {},
      }),
    );
    return { group, detectors };
  }

  /** The desk again when something is wrong; null when it is saved. */
  async execute(visit: SignedVisit, at: RuleAddress, posted: PostedForm): Promise<RulesDesk | null> {
    if (!isUuid(at.id)) throw new NotFoundException();
    const { group, detectors } = await this.blank(visit, at.id);
    const chosen = detectors.find(({ id }) => id === at.detector);
    if (!chosen) throw new NotFoundException();
    const { draft, faults, settings } = readRules(chosen.schema, posted);
    if (Object.keys(faults).length > 0) {
      const again = detectors.map((one) => (one === chosen ? { ...one, draft, faults } : one));
      return { group, detectors: again };
    }
    const all = { ...group.settings, [chosen.id]: settings };
    await this.changeGroup.execute(visit.principal, group.id, { settings: all });
    return null;
  }
}
