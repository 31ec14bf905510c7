/** Fills an installation with invented people and takes them away again; never touches a real organisation. */
export { DemoModule } from './demo.module.js';
export { FillDemo } from './fill-demo.js';
export type { FilledDemo } from './fill-demo.js';
export { RemoveDemo } from './remove-demo.js';
export type { DemoState } from './find-demo.js';
export { FindDemo } from './find-demo.js';
export { COLLEAGUES } from './cast/colleagues.js';
