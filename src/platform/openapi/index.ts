/** The description of the API, generated from the code that answers it. */
export { buildOpenApi, openApiText } from './build-openapi.js';
export { serveOpenApi } from './serve-openapi.js';
