/**
 * A value as text that is the same wherever it is made: JSON without white space, members sorted by UTF-16 code
 * units, numbers and strings as ECMAScript writes them (RFC 8785 for the shapes an entry can have).
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
