import type { VNode } from 'preact';
import type { ProgrammeId } from '../../kernel/ids.js';
import type { Group, NewGroup, Programme } from '../../people/index.js';
import { Choices, Select, TextField } from '../layout/field.js';
import { FormReading } from '../visit/read-form.js';
import type { FormFaults, PostedForm } from '../visit/read-form.js';
import type { Reader } from '../words/reader.js';
import { OFFERED_LANGUAGES, languageOptions } from './languages.js';
import { readRegions, writeRegions } from './regions.js';

/** What the form shows: everything as the person typed it. */
export interface GroupDraft {
  readonly programmeId: string;
  readonly name: string;
  readonly mainLanguage: string;
  readonly languages: readonly string[];
  readonly timezone: string;
  readonly regions: string;
  readonly sizeLimit: string;
  readonly namingPattern: string;
}

export function draftOf(group: Group, reader: Reader): GroupDraft {
  return {
    ...group,
    mainLanguage: group.languages[0] ?? '',
    regions: writeRegions(reader, group.regions),
    sizeLimit: group.sizeLimit === null ? '' : String(group.sizeLimit),
    namingPattern: group.namingPattern ?? '',
  };
}

export function emptyDraft(programmes: readonly Programme[]): GroupDraft {
  const first = programmes[0];
  return {
    programmeId: first?.id ?? '',
    name: '',
    mainLanguage: '',
    languages: [],
    timezone: first?.timezone ?? '',
    regions: '',
    sizeLimit: '',
    namingPattern: '',
  };
}

/** Sizes the storage allows; a WhatsApp group holds at most 1,024 people, a Telegram group more. */
const SIZE = { min: 2, max: 5_000 };

export interface ReadGroupForm {
  readonly draft: GroupDraft;
  readonly faults: FormFaults;
  /** Null when there are faults. */
  readonly group: NewGroup | null;
}

export function readGroupForm(posted: PostedForm, programmes: readonly Programme[]): ReadGroupForm {
  const form = new FormReading(posted);
  const draft: GroupDraft = {
    programmeId: form.text('programmeId'),
    name: form.required('name', 200),
    mainLanguage: form.text('mainLanguage'),
    languages: form.choices('languages', OFFERED_LANGUAGES),
    timezone: form.zone('timezone'),
    regions: form.text('regions'),
    sizeLimit: form.text('sizeLimit'),
    namingPattern: form.text('namingPattern'),
  };
  const main = form.choice('mainLanguage', OFFERED_LANGUAGES);
  const programmeId = form.choice<ProgrammeId>(
    'programmeId',
    programmes.map(({ id }) => id),
  );
  const sizeLimit = form.wholeNumber('sizeLimit', SIZE);
  const { regions, unknown } = readRegions(draft.regions);
  if (!isPattern(draft.namingPattern)) form.blame('namingPattern', 'fault.pattern');
  if (unknown !== null) form.blame('regions', 'fault.region', { region: unknown });
  if (form.isFaulty || main === null || programmeId === null)
    return { draft, faults: form.faults, group: null };
  const languages = [main, ...draft.languages.filter((language) => language !== main)];
  const namingPattern = draft.namingPattern === '' ? null : draft.namingPattern;
  const { name, timezone } = draft;
  return {
    draft,
    faults: {},
    group: { programmeId, name, languages, timezone, regions, sizeLimit, namingPattern },
  };
}

function isPattern(pattern: string): boolean {
  try {
    return pattern.length <= 200 && new RegExp(pattern, 'u').source !== '';
  } catch {
    return false;
  }
}

export interface GroupFieldsProps {
  readonly reader: Reader;
  readonly draft: GroupDraft;
  readonly faults: FormFaults;
  /** One programme is no question; and a group does not move between programmes. */
  readonly programmes: readonly Programme[];
}

export function GroupFields({ reader, draft, faults, programmes }: GroupFieldsProps): VNode {
  const say = (name: 'name' | 'mainLanguage' | 'languages' | 'regions' | 'sizeLimit' | 'namingPattern') => ({
    reader,
    faults,
    name,
    label: reader.say(`group.${name}`),
    hint: reader.say(`group.${name}.hint`),
  });
  const languages = languageOptions(reader);
  return (
    <>
      <ProgrammeField reader={reader} draft={draft} faults={faults} programmes={programmes} />
      <TextField {...say('name')} value={draft.name} required autocomplete="off" dir="auto" />
      <Select
        {...say('mainLanguage')}
        options={[{ value: '', label: reader.say('form.choose') }, ...languages]}
        value={draft.mainLanguage}
        required
      />
      <Choices {...say('languages')} kind="checkbox" options={languages} chosen={draft.languages} />
      <ZoneField reader={reader} faults={faults} value={draft.timezone} />
      <TextField {...say('regions')} value={draft.regions} autocomplete="off" dir="auto" />
      <TextField
        {...say('sizeLimit')}
        value={draft.sizeLimit}
        inputMode="numeric"
        autocomplete="off"
        size={6}
      />
      <TextField {...say('namingPattern')} value={draft.namingPattern} autocomplete="off" dir="ltr" />
    </>
  );
}

function ProgrammeField({ reader, draft, faults, programmes }: GroupFieldsProps): VNode {
  const only = programmes[0];
  if (only && programmes.length === 1) return <input type="hidden" name="programmeId" value={only.id} />;
  return (
    <Select
      reader={reader}
      faults={faults}
      name="programmeId"
      label={reader.say('group.programme')}
      options={programmes.map(({ id, name }) => ({ value: id, label: name }))}
      value={draft.programmeId}
    />
  );
}

/** A zone is typed with the browser's help; the list is the machine's own. */
export function ZoneField({
  reader,
  faults,
  value,
}: {
  reader: Reader;
  faults: FormFaults;
  value: string;
}): VNode {
  return (
    <>
      <TextField
        reader={reader}
        faults={faults}
        name="timezone"
        label={reader.say('group.timezone')}
        hint={reader.say('group.timezone.hint')}
        value={value}
        list="zones"
        dir="ltr"
        autocomplete="off"
        required
      />
      <datalist id="zones">
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option value={zone} key={zone} />
        ))}
      </datalist>
    </>
  );
}
