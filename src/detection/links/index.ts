/** Reads web addresses and compares them with the register's official domains; never opens one. */
export { findLinks, linksOf } from './find-links.js';
export { OfficialDomains } from './official-domains.js';
export type { FoundLink } from './find-links.js';
