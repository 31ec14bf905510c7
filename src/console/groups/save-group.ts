import { Injectable } from '@nestjs/common';
import type { GroupId } from '../../kernel/ids.js';
import { ChangeGroup, ListProgrammes, OpenGroup, ReadGroup } from '../../people/index.js';
import type { Group, Programme } from '../../people/index.js';
import type { FormFaults, PostedForm } from '../visit/read-form.js';
import type { SignedVisit } from '../visit/visit.js';
import { draftOf, emptyDraft, readGroupForm } from './group-form.js';
import type { GroupDraft } from './group-form.js';

/** The form to show (again). */
export interface GroupForm {
  readonly kind: 'form';
  readonly draft: GroupDraft;
  readonly faults: FormFaults;
  readonly programmes: readonly Programme[];
}

export interface SavedGroup {
  readonly kind: 'saved';
  readonly id: GroupId;
}

const NAME_TAKEN: FormFaults = { name: { word: 'group.fault.nameTaken' } };

/** From posted group forms to groups. */
@Injectable()
export class SaveGroup {
  constructor(
    private readonly openGroup: OpenGroup,
    private readonly changeGroup: ChangeGroup,
    private readonly readGroup: ReadGroup,
    private readonly listProgrammes: ListProgrammes,
  ) {}

  async blank({ principal }: SignedVisit): Promise<GroupForm> {
    const programmes = await this.listProgrammes.execute(principal);
    return { kind: 'form', draft: emptyDraft(programmes), faults: {}, programmes };
  }

  async open({ principal }: SignedVisit, posted: PostedForm): Promise<GroupForm | SavedGroup> {
    const programmes = await this.listProgrammes.execute(principal);
    const { draft, faults, group } = readGroupForm(posted, programmes);
    if (group === null) return { kind: 'form', draft, faults, programmes };
    const opened = await this.openGroup.execute(principal, group);
    if ('kind' in opened) return { kind: 'form', draft, faults: NAME_TAKEN, programmes };
    return { kind: 'saved', id: opened.id };
  }

  async present(
    { principal, reader }: SignedVisit,
    id: string,
  ): Promise<{ group: Group; draft: GroupDraft }> {
    const group = await this.readGroup.execute(principal, id as GroupId);
    return { group, draft: draftOf(group, reader) };
  }

  async change(
    { principal }: SignedVisit,
    group: Group,
    posted: PostedForm,
  ): Promise<GroupForm | SavedGroup> {
    const programmes = [{ id: group.programmeId, name: group.programme, timezone: group.timezone }];
    const { draft, faults, group: wanted } = readGroupForm(posted, programmes);
    if (wanted === null) return { kind: 'form', draft, faults, programmes };
    const changed = await this.changeGroup.execute(principal, group.id, wanted);
    if ('kind' in changed) return { kind: 'form', draft, faults: NAME_TAKEN, programmes };
    return { kind: 'saved', id: group.id };
  }
}
