import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of `package.json`, found upwards from the running file, in the sources and in the build alike. */
export function packageRoot(): URL {
  let folder = new URL('./', import.meta.url);
  while (!existsSync(new URL('package.json', folder)) && folder.pathname !== '/')
    folder = new URL('../', folder);
  return folder;
}

/** `models/` beside `package.json`: weights are not copied into a build. */
export const SHIPPED_MODELS = fileURLToPath(new URL('models/', packageRoot()));
