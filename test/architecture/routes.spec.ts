import type { DynamicModule, Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DataSource } from 'typeorm';
import { AppModule } from '../../src/app.module.js';
import { ACCESS, PERMISSIONS, ROLE_PERMISSIONS } from '../../src/platform/auth/index.js';
import type { Access } from '../../src/platform/auth/index.js';
import { Config } from '../../src/platform/config/index.js';
import { MasterKey } from '../../src/platform/crypto/index.js';
import { FakeClock } from '../harness/fake-clock.js';

type AnyModule = Type | DynamicModule;

interface Route {
  readonly name: string;
  readonly access: Access | undefined;
}

/** Every controller that the application would mount, found without starting it. */
function controllersIn(module: AnyModule, seen = new Set<unknown>()): Type[] {
  if (seen.has(module)) return [];
  seen.add(module);
  const imports = listed<AnyModule>(module, 'imports');
  return [...listed<Type>(module, 'controllers'), ...imports.flatMap((inner) => controllersIn(inner, seen))];
}

/** What the decorator of a module lists, and what its dynamic part adds. */
function listed<Item>(module: AnyModule, list: 'imports' | 'controllers'): Item[] {
  const isDynamic = 'module' in module;
  const declared = (Reflect.getMetadata(list, isDynamic ? module.module : module) ?? []) as Item[];
  return [...declared, ...(((isDynamic ? module[list] : undefined) ?? []) as Item[])];
}

function routesOf(controller: Type): Route[] {
  const handlers = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(handlers).flatMap((name) => {
    const handler = name === 'constructor' ? null : handlers[name];
    if (typeof handler !== 'function' || Reflect.getMetadata(METHOD_METADATA, handler) === undefined)
      return [];
    const path = String(Reflect.getMetadata(PATH_METADATA, handler));
    const access = (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller)) as
      Access | undefined;
    return [{ name: `${controller.name}.${name} (${path})`, access }];
  });
}

const floor = {
  config: new Config({}),
  clock: new FakeClock(),
  masterKey: new MasterKey(new Uint8Array(32)),
  dataSource: new DataSource({ type: 'postgres' }),
};
const routes = [...new Set(controllersIn(AppModule.on(floor)))].flatMap(routesOf);

it('finds the routes of every room', () => {
  const names = routes.map(({ name }) => name).join(' ');
  for (const controller of ['HealthController', 'SessionController', 'BasisController', 'FlagsController'])
    expect(names).toContain(controller);
});

it.each(routes)('asks for a permission, or says why it is public: $name', ({ access }) => {
  if (access?.kind === 'public') expect(access.reason.trim().split(' ').length).toBeGreaterThan(2);
  else expect(PERMISSIONS).toContain(access?.permission);
});

it('grants every permission to some role', () => {
  const granted = new Set(Object.values(ROLE_PERMISSIONS).flat());
  expect(PERMISSIONS.filter((permission) => !granted.has(permission))).toEqual([]);
});
