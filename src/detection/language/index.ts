/** Tells what a message is written in, and how sure that is; never remembers anything about who wrote it. */
export { languageCode } from './codes.js';
export { tellLanguage } from './tell-language.js';
