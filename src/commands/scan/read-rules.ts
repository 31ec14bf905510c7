import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { DETECTORS, defaultRegister } from '../../detection/index.js';
import type { Claim } from '../../kernel/claim.js';
import type { Identity } from '../../kernel/identity.js';
import { readSettings } from '../../kernel/settings.js';
import type { SettingFault } from '../../kernel/settings.js';

/** What a scan knows about the community besides the file. */
export interface Rules {
  /** By detector id, complete. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly identities: readonly Identity[];
  readonly claims: readonly Claim[];
}

export const NO_RULES: Rules = { settings: {}, identities: defaultRegister(), claims: [] };

type Given = Readonly<Record<string, unknown>>;

/**
 * Reads `--rules FILE` (YAML): `settings: {house-rules: {...}}`, `identities: [{names, contacts, kind}]`,
 * `claims: [{verdict, source, wordings: [{language, text}]}]`. Answers every fault with its path.
 */
export async function readRules(
  path: string,
): Promise<{ readonly rules: Rules; readonly faults: readonly SettingFault[] }> {
  const faults: SettingFault[] = [];
  const file = asRecord(await parsed(path, faults), '', faults);
  for (const name of Object.keys(file)) {
    if (!['settings', 'identities', 'claims'].includes(name)) {
      faults.push({ path: `/${name}`, message: 'unknown; known are settings, identities and claims' });
    }
  }
  const identities = asList(file.identities, '/identities', faults).map((one, i) =>
    identityOf(one, i, faults),
  );
  return {
    rules: {
      settings: settingsOf(asRecord(file.settings ?? {}, '/settings', faults), faults),
      identities: [...defaultRegister(), ...identities],
      claims: asList(file.claims, '/claims', faults).map((one, i) => claimOf(one, i, faults)),
    },
    faults,
  };
}

async function parsed(path: string, faults: SettingFault[]): Promise<unknown> {
  try {
    return (parse(await readFile(path, 'utf8'), { maxAliasCount: 0 }) as unknown) ?? {};
  } catch {
    faults.push({ path: '', message: 'is no YAML that can be read' });
    return {};
  }
}

function settingsOf(given: Given, faults: SettingFault[]): Rules['settings'] {
  const settings: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const [id, raw] of Object.entries(given)) {
    const detector = DETECTORS.find((known) => known.id === id);
    const at = `/settings/${id}`;
    if (!detector) {
      faults.push({
        path: at,
        message: `no such detector; known are ${DETECTORS.map((d) => d.id).join(', ')}`,
      });
      continue;
    }
    const read = readSettings(detector.settings, asRecord(raw, at, faults));
    faults.push(...read.faults.map(({ path, message }) => ({ path: `${at}${path}`, message })));
    settings[id] = read.settings;
  }
  return settings;
}

function identityOf(raw: unknown, i: number, faults: SettingFault[]): Identity {
  const at = `/identities/${i}`;
  const { kind = 'organisation', names, contacts = [] } = asRecord(raw, at, faults);
  if (kind !== 'organisation' && kind !== 'person' && kind !== 'role') {
    faults.push({ path: `${at}/kind`, message: 'must be organisation, person or role' });
  }
  const known = asList(names, `${at}/names`, faults).map(String);
  if (known.length === 0) faults.push({ path: `${at}/names`, message: 'must name it at least once' });
  return {
    id: `rules-${i}`,
    kind: kind as Identity['kind'],
    names: known,
    contacts: asList(contacts, `${at}/contacts`, faults).map(String),
  };
}

const VERDICTS: readonly unknown[] = ['false', 'misleading', 'unverified', 'true'];

function claimOf(raw: unknown, i: number, faults: SettingFault[]): Claim {
  const at = `/claims/${i}`;
  const { verdict, source, wordings } = asRecord(raw, at, faults);
  // YAML reads a bare `false` as a boolean; people write it so.
  const said = typeof verdict === 'boolean' ? String(verdict) : verdict;
  if (!VERDICTS.includes(said))
    faults.push({ path: `${at}/verdict`, message: `must be one of ${VERDICTS.join(', ')}` });
  return {
    id: `rules-${i}`,
    verdict: said as Claim['verdict'],
    source: typeof source === 'string' ? source : null,
    wordings: asList(wordings, `${at}/wordings`, faults).map((wording, j) => {
      const { language = 'und', text } = asRecord(wording, `${at}/wordings/${j}`, faults);
      if (typeof text !== 'string')
        faults.push({ path: `${at}/wordings/${j}/text`, message: 'must be text' });
      return { language: String(language), text: String(text) };
    }),
  };
}

function asRecord(value: unknown, path: string, faults: SettingFault[]): Given {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Given;
  faults.push({ path: path || '/', message: 'must be a mapping of names to values' });
  return {};
}

function asList(value: unknown, path: string, faults: SettingFault[]): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value as readonly unknown[];
  faults.push({ path, message: 'must be a list' });
  return [];
}
