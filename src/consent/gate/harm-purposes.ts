export { HARM_PURPOSES, mayLookFor } from '../../kernel/scan-purpose.js';
