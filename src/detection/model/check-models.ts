import { argv, stdout } from 'node:process';
import type { Fault } from '../../kernel/app-error.js';
import { findModels } from './find-models.js';
import type { FoundModel } from './find-models.js';
import type { Manifest } from './manifest/manifest.js';
import { SHIPPED_MODELS } from './shipped-models.js';
import { verifyModel } from './verify-model.js';

/** `npm run models:check [folder ...]`: what is installed, what it can do, and whether every file is what it should be. */
const folders = argv.length > 2 ? argv.slice(2) : [SHIPPED_MODELS];
const found = findModels(folders);
if (found.length === 0) stdout.write(`No models in ${folders.join(', ')}\n`);
for (const model of found) {
  const faults = model.kind === 'unusable' ? model.faults : await verifyModel(model);
  stdout.write(inWords(model, faults));
  // The same code as every refusal of the command line.
  if (faults.length > 0) process.exitCode = 2;
}

function inWords(model: FoundModel, faults: readonly Fault[]): string {
  return [
    `${model.name}: ${faults.length === 0 ? 'ready' : 'cannot be used'} (${model.folder})`,
    ...(model.kind === 'installed' ? abilities(model.manifest) : []),
    ...faults.map(({ path, message }) => `  ${path} ${message}`),
    '',
  ].join('\n');
}

function abilities({ version, licence, labels, languages, outputs, files }: Manifest): string[] {
  const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
  return [
    `  version ${version}, licence ${licence}, ${(bytes / 1e6).toFixed(1)} MB`,
    `  harms: ${labels.join(', ')}${outputs.embedding === null ? '' : '; and a sentence embedding'}`,
    `  languages: ${languages.join(', ')}`,
  ];
}
