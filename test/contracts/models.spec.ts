import { fileURLToPath } from 'node:url';
import { findModels } from '../../src/detection/model/find-models.js';
import { SHIPPED_MODELS } from '../../src/detection/model/shipped-models.js';
import { verifyModel } from '../../src/detection/model/verify-model.js';

const FIXTURES = fileURLToPath(new URL('../fixtures/models', import.meta.url));
const models = findModels([SHIPPED_MODELS, FIXTURES]);

it.each(models.map((model) => [model.name, model] as const))(
  '%s is complete and unaltered',
  async (_, model) => {
    expect(model.kind === 'installed' ? await verifyModel(model) : model.faults).toEqual([]);
  },
);
