import { readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { findModels } from '../../src/detection/model/find-models.js';
import { SHIPPED_MODELS } from '../../src/detection/model/shipped-models.js';
import { nodeIn } from '../harness/product-script.js';
import { aProduct } from '../harness/product.js';

interface LabelFigures {
  readonly label: string;
  readonly language: string | null;
  readonly set: string | null;
  readonly n: number;
  readonly f1: number | null;
}

interface Figures {
  readonly models: readonly string[];
  readonly rows: number;
  readonly labels: readonly LabelFigures[];
}

/** Rounding in int8 differs a little between processors; a figure over fewer rows moves with one row. */
const FEWEST = 80;
const MAY_DIFFER = 0.03;

const shipped = findModels([SHIPPED_MODELS]).find(({ kind }) => kind === 'installed');

(shipped ? it : it.skip)(
  'npm run eval gives the figures on held-out frames that stand beside the model',
  async () => {
    const product = await aProduct();
    await symlink(SHIPPED_MODELS, join(product, 'models'));
    const { out } = await nodeIn(product, 'src/cli.js', 'eval', '--json');
    const [again, beside] = [JSON.parse(out) as Figures, await committed()];
    expect([again.models, again.rows]).toEqual([beside.models, beside.rows]);
    const figures = beside.labels.filter(({ n, language, set }) => n >= FEWEST && !language && !set);
    expect(figures.length).toBeGreaterThan(3);
    for (const { label, f1 } of figures) {
      const now = again.labels.find((one) => one.label === label && !one.language && !one.set);
      expect([label, Math.abs((now?.f1 ?? 0) - (f1 ?? 0)) <= MAY_DIFFER]).toEqual([label, true]);
    }
    await rm(product, { recursive: true, force: true });
  },
  600_000,
);

async function committed(): Promise<Figures> {
  const folder = shipped?.kind === 'installed' ? shipped.folder : '';
  const { product } = JSON.parse(await readFile(join(folder, 'eval.json'), 'utf8')) as {
    readonly product: { readonly held_out: Figures };
  };
  return product.held_out;
}
