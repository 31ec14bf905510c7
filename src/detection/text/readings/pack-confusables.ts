import { foldCharacter } from '../fold/code-points.js';

const NOTICE = [
  '# Characters that look like others: target TAB every source. A selection made by pack-confusables.ts from the',
  '# Unicode 15.0 confusables of UTS #39 (https://www.unicode.org/Public/security/), as compiled into ICU 72.',
  '# © Unicode, Inc.; Unicode License V3, whose notice stands in confusables.LICENSE.txt. The data has been modified:',
  '# restricted to some scripts, folded to lower case and regrouped.',
];

/** Scripts that imitate, or are imitated by, the names and domains people know. */
const SCRIPTS =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}\p{Script=Georgian}\p{Script=Canadian_Aboriginal}\p{Script=Deseret}\p{Script=Common}]+$/u;

/**
 * Turns Unicode's `confusables.txt` into the compact table beside this file: letters and digits of the scripts above,
 * folded first, so that only what survives folding is listed. After a build, with Unicode's file at hand:
 * `node -e "import('./dist/src/detection/text/readings/pack-confusables.js').then((made) => process.stdout.write(
 * made.packConfusables(require('fs').readFileSync('confusables.txt', 'utf8'))))" > src/.../confusables.txt`
 * @param file lines `source ; target ; MA`, code points in hexadecimal.
 */
export function packConfusables(file: string): string {
  const sources = new Map<string, Set<string>>();
  for (const line of file.split('\n')) {
    const [source, target] = line.replace(/#.*/, '').split(';').slice(0, 2).map(decode);
    if (source === undefined || target === undefined || !isListed(source, target)) continue;
    const folded = foldCharacter(target);
    sources.set(folded, (sources.get(folded) ?? new Set()).add(foldCharacter(source)));
  }
  const rows = Array.from(sources).map(([target, all]) => `${target}\t${[...all].sort().join('')}`);
  return `${[...NOTICE, ...rows.sort()].join('\n')}\n`;
}

function decode(field: string): string {
  const codes = field.trim().split(/\s+/);
  return codes[0] === '' ? '' : codes.map((code) => String.fromCodePoint(Number.parseInt(code, 16))).join('');
}

function isListed(source: string, target: string): boolean {
  const folded = foldCharacter(source);
  // What folding rewrites by more than case never reaches the table.
  if (folded !== source.toLowerCase()) return false;
  if (Array.from(folded).length !== 1 || folded === foldCharacter(target)) return false;
  return (
    SCRIPTS.test(folded) && SCRIPTS.test(target) && /[\p{L}\p{N}|]/u.test(folded) && /\p{L}/u.test(target)
  );
}
