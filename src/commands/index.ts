/** What can be said at the command line; decides nothing itself and never keeps what it was shown. */
export { runCommandLine } from './run-command-line.js';
