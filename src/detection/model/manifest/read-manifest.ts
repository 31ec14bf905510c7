import type { Fault } from '../../../kernel/app-error.js';
import { languageCode } from '../../language/codes.js';
import { LABELS, MODEL_FILES } from './manifest.js';
import type { Manifest } from './manifest.js';
import { list, number, object, oneOf, orNull, record, text } from './rules.js';

export type ReadManifest =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

const VERSION = text(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/, 'a version like 1.2.3');
const LANGUAGE = text(/^(?!und|mis|mul|zxx)[a-z]{3}$/, 'an ISO 639-3 code of one language, like swh');
const OUTPUT = text(/^[\w./:-]{1,100}$/, 'the name of an output of model.onnx');
/** Flat and plain, so that no manifest can point outside its folder. */
const FILE = text(/^(?!manifest\.json$)[A-Za-z0-9][\w.-]{0,99}$/, 'a plain file name of this folder');

const CALIBRATION = object(
  {},
  {
    // Beyond these a harm would be settled by the calibration and not by the text.
    temperature: number((value) => value >= 0.05 && value <= 20, 'a number from 0.05 to 20'),
    bias: number((value) => Math.abs(value) <= 20, 'a number from -20 to 20'),
    threshold: number((value) => value > 0 && value <= 1, 'a number above 0, at most 1'),
  },
);
const SUM = object({
  sha256: text(/^[0-9a-f]{64}$/, 'a SHA-256 in 64 lower-case hex digits'),
  bytes: number((value) => Number.isSafeInteger(value) && value > 0, 'a whole number of bytes above 0'),
});

const COSINE = number((value) => value > 0 && value <= 1, 'a cosine above 0, at most 1');

const REQUIRED = {
  format: oneOf([1]),
  name: text(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'in kebab-case'),
  version: VERSION,
  licence: text(/^[A-Za-z0-9][\w.+() -]{0,99}$/, 'an SPDX licence expression, like Apache-2.0'),
  minimumProduct: VERSION,
  labels: list(oneOf(LABELS)),
  outputs: object({ logits: OUTPUT, embedding: orNull(OUTPUT) }),
  languages: list(LANGUAGE),
  // Room for the model's own marks and something between them; longer inputs than this no batch could bear.
  maxTokens: number((value) => Number.isInteger(value) && value >= 8 && value <= 8192, 'from 8 to 8192'),
  calibration: record(oneOf(LABELS), record(text(/^(?:any|[a-z]{3})$/, '"any" or a language'), CALIBRATION)),
  files: record(FILE, SUM),
};
const MANIFEST = object(REQUIRED, { matching: object({ suggest: COSINE, decide: COSINE }) });

/** Reads untrusted JSON as a manifest: the whole of it is right, or every fault is named with its JSON pointer. */
export function readManifest(raw: unknown): ReadManifest {
  const faults = MANIFEST(raw, '');
  if (faults.length > 0) return { kind: 'faulty', faults };
  const manifest = raw as Manifest;
  const contradictions = [...calibratedForNothing(manifest), ...withoutFiles(manifest)];
  return contradictions.length > 0
    ? { kind: 'faulty', faults: contradictions }
    : { kind: 'manifest', manifest: inOurCodes(manifest) };
}

/**
 * Messages carry the product's code of their language: what a manifest says of `pes` holds for `fas`, and of `apc` for
 * `ara` where it says nothing of `ara` itself.
 */
function inOurCodes(manifest: Manifest): Manifest {
  const languages = [...new Set(manifest.languages.map(languageCode))];
  const calibration = Object.fromEntries(
    Object.entries(manifest.calibration).map(([label, given]) => {
      const renamed = Object.entries(given).map(([key, value]) => [ourKey(key), value] as const);
      return [label, { ...Object.fromEntries(renamed), ...withOurKeys(given) }];
    }),
  );
  return { ...manifest, languages, calibration };
}

function ourKey(key: string): string {
  return key === 'any' ? key : languageCode(key);
}

function withOurKeys<T>(given: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(given).filter(([key]) => ourKey(key) === key));
}

function calibratedForNothing({ calibration, labels, languages }: Manifest): Fault[] {
  return Object.entries(calibration).flatMap(([harm, ofHarm]) => {
    const path = `/calibration/${harm}`;
    if (!labels.some((label) => label === harm)) return [{ path, message: 'is none of its labels' }];
    return Object.keys(ofHarm)
      .filter((language) => language !== 'any' && !languages.includes(language))
      .map((language) => ({ path: `${path}/${language}`, message: 'is none of its languages' }));
  });
}

function withoutFiles({ files }: Manifest): Fault[] {
  return MODEL_FILES.filter((name) => !Object.hasOwn(files, name)).map((name) => ({
    path: `/files/${name}`,
    message: 'is missing',
  }));
}
