/** The only place that reads the environment; every wrong value is refused with the variable's name and the fix. */
export { Config, ConfigRefused, readConfig } from './config.js';
export { SETTINGS } from './settings.js';
export type { LogLevel } from './settings.js';
export { HomeLock, HomeTaken } from './home-lock.js';
