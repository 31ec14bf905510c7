/** The only place that reads the environment; every wrong value is refused with the variable's name and the fix. */
export { Config, readConfig } from './config.js';
export { HomeLock, HomeTaken } from './home-lock.js';
