/** The way out for HTTP to addresses that people typed in: never into the networks this machine stands in. */
export { OutboundHttp } from './outbound-http.js';
export type { OutboundAnswer } from './outbound-http.js';
