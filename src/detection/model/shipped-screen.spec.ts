import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScreen } from './screen.js';
import { SHIPPED_MODELS } from './shipped-models.js';

const FOLDER = join(SHIPPED_MODELS, 'screen');
const whereItShips = existsSync(join(FOLDER, 'test-vectors.json')) ? it : it.skip;

whereItShips('the screen that ships scores texts of ours as the program that made it', () => {
  const proofs = JSON.parse(readFileSync(join(FOLDER, 'test-vectors.json'), 'utf8')) as readonly {
    readonly text: string;
    readonly score: number;
  }[];
  const screen = readScreen(FOLDER);
  expect(proofs.map(({ text }) => screen?.scoreOf(text).toFixed(4))).toEqual(
    proofs.map(({ score }) => score.toFixed(4)),
  );
});
