import { start } from './processes.js';
import type { ServiceProcess } from './processes.js';
import type { TestService } from './service.js';

/** A real worker beside a service, on its database and home. `more` adds to its variables; `product` is where it is built. */
export function aWorkerOf(
  { home, database }: TestService,
  {
    more = {},
    product,
  }: { readonly more?: Readonly<Record<string, string>>; readonly product?: string } = {},
): Promise<ServiceProcess> {
  const environment = {
    MLINZI_HOME: home,
    DATABASE_URL: database.ownerUrl,
    MLINZI_SERVICE_DATABASE_URL: database.serviceUrl,
    MLINZI_LOG_LEVEL: 'error',
    ...more,
  };
  return start('worker', environment, product);
}
