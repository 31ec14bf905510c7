import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Document, Node, YAMLMap } from 'yaml';
import type { Fault } from '../../kernel/app-error.js';
import type { Shape } from './shape.js';

/** A file that is larger was not written by a person. */
const LARGEST = 65_536;

export interface ReadFile {
  /** Plain values in the shape asked for; only to be used when there are no faults. */
  readonly value: unknown;
  readonly faults: readonly Fault[];
  /** Line of a path such as `/steps/2/next`; of the nearest thing around it where it is not written down. */
  readonly lineOf: (path: string) => number;
}

/** Reads YAML against a shape. Nothing is skipped: what is not known is a fault, with its line. */
export function readShape(text: string, shape: Shape): ReadFile {
  if (text.length > LARGEST) return faulty('is larger than 64 kB');
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'core',
    uniqueKeys: true,
    version: '1.2',
  });
  const reading = new Reading(lines);
  for (const { message, pos } of [...document.errors, ...document.warnings])
    reading.blame(firstLine(message), lines.linePos(pos[0]).line);
  refuseAliases(document, reading);
  if (reading.faults.length > 0) return { value: null, faults: reading.faults, lineOf: () => 1 };
  const value = reading.read(shape, document.contents, '');
  return { value, faults: reading.faults, lineOf: (path) => reading.lineOf(path) };
}

function faulty(message: string): ReadFile {
  return { value: null, faults: [{ path: '1', message }], lineOf: () => 1 };
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}

/** An alias of an alias of a list is a small file and a large memory; a playbook needs none. */
function refuseAliases(document: Document.Parsed, reading: Reading): void {
  visit(document, {
    Node: (_key, node) => {
      const anchored = !isAlias(node) && node.anchor !== undefined;
      if (isAlias(node) || anchored)
        reading.blame('anchors and aliases are not read; write it out', reading.at(node));
    },
  });
}

class Reading {
  readonly faults: Fault[] = [];
  private readonly known = new Map<string, number>();

  constructor(private readonly lines: LineCounter) {}

  blame(message: string, line: number): void {
    this.faults.push({ path: String(line), message });
  }

  at(node: Node | null): number {
    return node?.range ? this.lines.linePos(node.range[0]).line : 1;
  }

  lineOf(path: string): number {
    for (let near = path; near !== ''; near = near.slice(0, near.lastIndexOf('/'))) {
      const line = this.known.get(near);
      if (line !== undefined) return line;
    }
    return 1;
  }

  read(shape: Shape, node: unknown, path: string): unknown {
    const place = (node ?? null) as Node | null;
    this.known.set(path, place === null ? this.lineOf(path) : this.at(place));
    if (shape.kind === 'object') return this.object(shape, place, path);
    if (shape.kind === 'list') return this.list(shape, place, path);
    const value = isScalar(place) ? place.value : undefined;
    const wrong = faultOf(shape, value);
    if (wrong !== null) this.blame(`${nameOf(path)} ${wrong}`, this.lineOf(path));
    return value;
  }

  private list(shape: Extract<Shape, { kind: 'list' }>, node: Node | null, path: string): unknown[] {
    const items = isSeq(node) ? node.items : null;
    if (items === null || items.length < shape.min || items.length > shape.max) {
      this.blame(`${nameOf(path)} must be a list of ${shape.min} to ${shape.max}`, this.lineOf(path));
      return [];
    }
    return items.map((item, index) => this.read(shape.of, item, `${path}/${index}`));
  }

  private object(shape: Extract<Shape, { kind: 'object' }>, node: Node | null, path: string): unknown {
    if (!isMap(node)) {
      this.blame(
        `${nameOf(path)} must be a set of keys: ${Object.keys(shape.fields).join(', ')}`,
        this.lineOf(path),
      );
      return {};
    }
    this.refuseUnknown(shape, node);
    const entries = Object.entries(shape.fields).flatMap(([name, field]) => {
      const given: unknown = node.get(name, true);
      if (given === undefined && field.required)
        this.blame(`${nameOf(path)} lacks the key ${name}`, this.lineOf(path));
      return given === undefined ? [] : [[name, this.read(field.shape, given, `${path}/${name}`)] as const];
    });
    return Object.fromEntries(entries);
  }

  private refuseUnknown(shape: Extract<Shape, { kind: 'object' }>, node: YAMLMap): void {
    for (const { key } of node.items) {
      const name = isScalar(key) ? String(key.value) : '?';
      if (!Object.hasOwn(shape.fields, name))
        this.blame(
          `unknown key ${name}; known: ${Object.keys(shape.fields).join(', ')}`,
          this.at(key as Node | null),
        );
    }
  }
}

function nameOf(path: string): string {
  return path === '' ? 'the file' : path.slice(1).replaceAll('/', '.');
}

type Single = Exclude<Shape, { kind: 'object' | 'list' }>;

/** One rule per kind of value: what is wrong with it, or null. */
const RULES: {
  readonly [K in Single['kind']]: (shape: Extract<Single, { kind: K }>, value: unknown) => string | null;
} = {
  text: ({ pattern, max, says }, value) =>
    typeof value === 'string' && value.length <= max && new RegExp(pattern, 'u').test(value) ? null : says,
  whole: ({ min, max }, value) =>
    Number.isInteger(value) && Number(value) >= min && Number(value) <= max
      ? null
      : `must be a whole number from ${min} to ${max}`,
  truth: (_shape, value) => (typeof value === 'boolean' ? null : 'must be true or false'),
  choice: ({ of }, value) => (of.some((one) => one === value) ? null : `must be one of ${of.join(', ')}`),
};

function faultOf(shape: Single, value: unknown): string | null {
  const rule = RULES[shape.kind] as (shape: Single, value: unknown) => string | null;
  return rule(shape, value);
}
