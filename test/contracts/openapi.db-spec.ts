import { readFile } from 'node:fs/promises';
import { buildOpenApi, openApiText } from '../../src/platform/openapi/index.js';
import { aService } from '../harness/service.js';

const service = await aService();

it('lies in docs/openapi.json as the code has it; fetch /api/openapi.json into it after a change', async () => {
  const kept = await readFile(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
  expect(kept).toBe(openApiText(buildOpenApi(service.app)));
});
