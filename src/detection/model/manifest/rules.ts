import type { Fault } from '../../../kernel/app-error.js';

/** Looks at one value of a JSON document; answers every fault with its JSON pointer. */
export type Rule = (value: unknown, path: string) => readonly Fault[];

const fault = (path: string, message: string): readonly Fault[] => [{ path: path || '/', message }];

/** Text that matches; `says` completes "must be ...". */
export function text(pattern: RegExp, says: string): Rule {
  return (value, path) =>
    typeof value === 'string' && pattern.test(value) ? [] : fault(path, `must be ${says}`);
}

export function number(isRight: (value: number) => boolean, says: string): Rule {
  return (value, path) =>
    typeof value === 'number' && Number.isFinite(value) && isRight(value)
      ? []
      : fault(path, `must be ${says}`);
}

export function oneOf(choices: readonly unknown[]): Rule {
  return (value, path) =>
    choices.includes(value) ? [] : fault(path, `must be one of ${choices.join(', ')}`);
}

export function orNull(rule: Rule): Rule {
  return (value, path) => (value === null ? [] : rule(value, path));
}

/** At least one item, none twice. */
export function list(item: Rule): Rule {
  return (value, path) => {
    if (!Array.isArray(value) || value.length === 0) return fault(path, 'must be a list of at least one');
    return value.flatMap((each: unknown, at) => [
      ...item(each, `${path}/${at}`),
      ...(value.indexOf(each) < at ? fault(`${path}/${at}`, 'stands here twice') : []),
    ]);
  };
}

/** An object with exactly these keys, those of `optional` excepted. */
export function object(required: Readonly<Record<string, Rule>>, optional: typeof required = {}): Rule {
  const known = { ...required, ...optional };
  return keyed((value, path) => [
    ...Object.keys(required)
      .filter((key) => !Object.hasOwn(value, key))
      .flatMap((key) => fault(at(path, key), 'is missing')),
    ...Object.entries(value).flatMap(([key, each]) => {
      const rule = Object.hasOwn(known, key) ? known[key] : undefined;
      if (rule) return rule(each, at(path, key));
      return fault(at(path, key), `is not known here; known: ${Object.keys(known).join(', ')}`);
    }),
  ]);
}

/** An object of any keys that `key` accepts. */
export function record(key: Rule, item: Rule): Rule {
  return keyed((value, path) =>
    Object.entries(value).flatMap(([name, each]) => [
      ...key(name, at(path, name)),
      ...item(each, at(path, name)),
    ]),
  );
}

function keyed(rule: (value: object, path: string) => readonly Fault[]): Rule {
  return (value, path) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? rule(value, path)
      : fault(path, 'must be an object');
}

/** RFC 6901. */
function at(path: string, key: string): string {
  return `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
