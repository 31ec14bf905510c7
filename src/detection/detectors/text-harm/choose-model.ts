import type { GroupProfile } from '../../../kernel/group-profile.js';
import type { GroupId } from '../../../kernel/ids.js';
import type { AdmittedMessage } from '../../../kernel/message.js';
import type { ExaminedMessage } from '../../detector.js';
import type { TextModel } from '../../model/text-model.js';

/** A message and the language whose calibration holds for it; `und` where nobody could tell. */
export interface ToRead {
  readonly message: AdmittedMessage;
  readonly language: string;
}

/** A language with less of the letters is borrowed words, and no ground to read the rest in it. */
const LEAST_SHARE = 0.3;

/** The messages some model is valid for, by that model; those in other languages are nobody's to read. */
export function byModel(
  models: readonly TextModel[],
  batch: readonly ExaminedMessage[],
  groups: ReadonlyMap<GroupId, GroupProfile>,
): ReadonlyMap<TextModel, readonly ToRead[]> {
  const chosen = new Map<TextModel, ToRead[]>();
  if (models.length === 0) return chosen;
  for (const examined of batch) {
    if (examined.message.text === '') continue;
    const choice = choose(models, languagesOf(examined, groups.get(examined.message.groupId)));
    if (!choice) continue;
    const toRead = { message: examined.message, language: choice.language };
    const others = chosen.get(choice.model);
    if (others) others.push(toRead);
    else chosen.set(choice.model, [toRead]);
  }
  return chosen;
}

/** Likeliest first. Of a text too short to tell, those the group declared; without any, the text is read as `und`. */
function languagesOf({ language }: ExaminedMessage, group: GroupProfile | undefined): readonly string[] {
  if (language.language === 'und') return group?.languages.length ? group.languages : ['und'];
  const shares = language.shares.filter(({ share }) => share >= LEAST_SHARE);
  return [language.language, ...shares.map((share) => share.language)];
}

function choose(models: readonly TextModel[], languages: readonly string[]) {
  for (const language of languages)
    for (const model of models)
      if (language === 'und' || model.manifest.languages.includes(language)) return { model, language };
  return null;
}
