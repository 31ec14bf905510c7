import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fault } from '../../kernel/app-error.js';
import type { Manifest } from './manifest/manifest.js';
import { readManifest } from './manifest/read-manifest.js';
import { SHIPPED_MODELS, packageRoot } from './shipped-models.js';

export interface InstalledModel {
  readonly kind: 'installed';
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** A model folder that was meant to be one and cannot be used. */
export interface UnusableModel {
  readonly kind: 'unusable';
  readonly name: string;
  readonly folder: string;
  readonly faults: readonly Fault[];
}

export type FoundModel = InstalledModel | UnusableModel;

/**
 * The models of these folders, in their order and by name within each: of two with one name the first counts. Reads
 * manifests only; whether the files are what they should be is `verifyModel`'s to say. A folder that is not there
 * holds no models.
 */
export function findModels(folders: readonly string[] = [SHIPPED_MODELS]): readonly FoundModel[] {
  const found = new Map<string, FoundModel>();
  for (const folder of folders)
    for (const name of modelNames(folder))
      if (!found.has(name)) found.set(name, look(name, join(folder, name)));
  return [...found.values()];
}

/** A folder with weights and no manifest is somebody's attempt; `corpus/` and `training/` have neither. */
function modelNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => ['manifest.json', 'model.onnx'].some((file) => existsSync(join(folder, name, file))))
    .sort();
}

function look(name: string, folder: string): FoundModel {
  const unusable = (faults: readonly Fault[]): UnusableModel => ({ kind: 'unusable', name, folder, faults });
  const raw = readJson(join(folder, 'manifest.json'));
  if (raw === undefined) return unusable([{ path: 'manifest.json', message: 'is missing or is not JSON' }]);
  const read = readManifest(raw);
  if (read.kind === 'faulty')
    return unusable(read.faults.map(({ path, message }) => ({ path: `manifest.json${path}`, message })));
  const faults = misplaced(name, read.manifest);
  return faults.length > 0 ? unusable(faults) : { kind: 'installed', name, folder, manifest: read.manifest };
}

function misplaced(name: string, manifest: Manifest): Fault[] {
  const faults: Fault[] = [];
  if (manifest.name !== name)
    faults.push({ path: 'manifest.json/name', message: `must be the folder's name, ${name}` });
  if (isOlder(productVersion(), manifest.minimumProduct))
    faults.push({
      path: 'manifest.json/minimumProduct',
      message: `asks for product version ${manifest.minimumProduct}; this is ${productVersion()}`,
    });
  return faults;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function productVersion(): string {
  const { version } = readJson(fileURLToPath(new URL('package.json', packageRoot()))) as { version: string };
  return version;
}

function isOlder(version: string, than: string): boolean {
  const [left, right] = [version, than].map((each) => each.split(/[.-]/, 3).map(Number));
  const differs = left?.findIndex((part, at) => part !== right?.[at]) ?? -1;
  return differs >= 0 && (left?.[differs] ?? 0) < (right?.[differs] ?? 0);
}
