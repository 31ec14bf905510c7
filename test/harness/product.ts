import { cp, mkdtemp, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built } from './processes.js';

/** The built product in a folder of its own, without models: a spec may put some beside it, or break it. */
export async function aProduct(): Promise<string> {
  const product = await mkdtemp(join(tmpdir(), 'mlinzi-product-'));
  const build = await built();
  for (const name of ['src', 'migrations', 'playbooks', 'package.json'])
    await cp(join(build, name), join(product, name), { recursive: true });
  await symlink(join(build, 'node_modules'), join(product, 'node_modules'));
  return product;
}
