import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fault } from '../../kernel/app-error.js';
import { PlaybookNotUsable } from '../incidents.errors.js';
import { faultsOfFlow, toPlaybook } from './build-playbook.js';
import type { RawPlaybook } from './build-playbook.js';
import type { Playbook } from './playbook.js';
import { PLAYBOOK_SHAPE } from './playbook-shape.js';
import { readShape } from './read-shape.js';

/** `playbooks/` beside `package.json`, in the sources and in the build alike. */
export const SHIPPED_PLAYBOOKS = fileURLToPath(new URL('playbooks/', packageRoot()));

function packageRoot(): URL {
  let folder = new URL('./', import.meta.url);
  while (!existsSync(new URL('package.json', folder)) && folder.pathname !== '/')
    folder = new URL('../', folder);
  return folder;
}

/** Every playbook of a folder, by name. Throws PlaybookNotUsable with file and line of every fault: nothing is skipped. */
export function loadPlaybooks(folder: string): readonly Playbook[] {
  const files = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  const read = files.map((file) => readPlaybook(file, readFileSync(join(folder, file), 'utf8')));
  const faults = read.flatMap((one) => (one.kind === 'faulty' ? one.faults : []));
  if (faults.length > 0) throw new PlaybookNotUsable(faults);
  return read.flatMap((one) => (one.kind === 'read' ? [one.playbook] : []));
}

export type PlaybookRead =
  | { readonly kind: 'read'; readonly playbook: Playbook }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

/** One file. A fault's path is `file:line`. */
export function readPlaybook(file: string, text: string): PlaybookRead {
  const { value, faults, lineOf } = readShape(text, PLAYBOOK_SHAPE);
  const placed = (found: readonly Fault[]): PlaybookRead => ({
    kind: 'faulty',
    faults: found.map(({ path, message }) => ({ path: `${file}:${path}`, message })),
  });
  if (faults.length > 0) return placed(faults);
  const raw = value as RawPlaybook;
  const flow = faultsOfFlow(file, raw).map(({ path, message }) => ({ path: String(lineOf(path)), message }));
  return flow.length > 0 ? placed(flow) : { kind: 'read', playbook: toPlaybook(raw) };
}
