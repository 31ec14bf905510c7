import type { Option } from '../layout/field.js';
import type { Reader } from '../words/reader.js';

/** Languages offered in forms, ISO 639-3: those of the communities the product is for, whether detectors read them or not. */
export const OFFERED_LANGUAGES: readonly string[] = (
  'eng ara fra swa spa som amh tir orm kin run lin lug hau din nus ' +
  'fas prs pus urd hin ben rhg mya ckb kmr tur por hat rus ukr'
).split(' ');

export function languageOptions(
  reader: Reader,
  codes: readonly string[] = OFFERED_LANGUAGES,
): readonly Option[] {
  return codes.map((code) => ({ value: code, label: reader.languageName(code) }));
}
