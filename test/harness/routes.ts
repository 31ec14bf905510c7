import { RequestMethod } from '@nestjs/common';
import type { DynamicModule, Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DataSource } from 'typeorm';
import { AppModule } from '../../src/app.module.js';
import { ACCESS } from '../../src/platform/auth/index.js';
import type { Access } from '../../src/platform/auth/index.js';
import { Config } from '../../src/platform/config/index.js';
import { MasterKey } from '../../src/platform/crypto/index.js';
import { FakeClock } from './fake-clock.js';

type AnyModule = Type | DynamicModule;

/** One address of the service as its router mounts it. */
export interface Route {
  /** `GET /api/v1/groups/:id`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly access: Access | undefined;
}

/** Every route that the application would mount, found without starting it. */
export function mountedRoutes(): readonly Route[] {
  const floor = {
    config: new Config({}),
    clock: new FakeClock(),
    masterKey: new MasterKey(new Uint8Array(32)),
    dataSource: new DataSource({ type: 'postgres' }),
  };
  return [...new Set(controllersIn(AppModule.on(floor)))].flatMap(routesOf);
}

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
    if (typeof handler !== 'function') return [];
    const verb = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
    if (verb === undefined) return [];
    const access = (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller)) as
      Access | undefined;
    return pathsOf(controller, handler).map((path) => {
      const method = RequestMethod[verb];
      return { name: `${method} ${path}`, method, path, access };
    });
  });
}

function pathsOf(controller: Type, handler: object): string[] {
  const [outer, inner] = [controller, handler].map((part) => [
    (Reflect.getMetadata(PATH_METADATA, part) ?? '') as string | string[],
  ]);
  return (outer ?? []).flat().flatMap((start) =>
    (inner ?? []).flat().map((end) => {
      const steps = [...start.split('/'), ...end.split('/')].filter((step) => step !== '');
      return `/${steps.join('/')}`;
    }),
  );
}
