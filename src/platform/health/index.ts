/** Whether the service can do its work, dependency by dependency. Rooms register their checks; nobody reports by hand. */
export { HealthController } from './health.controller.js';
export { PlatformChecks } from './platform-checks.js';
export { HealthRegistry } from './health-registry.js';
export type { CheckResult, HealthReport } from './health-registry.js';
