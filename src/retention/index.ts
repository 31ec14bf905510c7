/** Lets go of what is over and forgets people who ask for it; never reads what anybody wrote. */
export { dataMap } from './map/read-data-map.js';
export type { DataMap, RetentionClass, TableRule } from './map/data-map.js';
