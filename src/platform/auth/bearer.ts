/** Begins every token of a program, so that one that was left in a file is recognised for what it is. */
export const TOKEN_PREFIX = 'mlz_';

const BEARER = /^Bearer (\S{1,200})$/i;

/** What a program presents to the API, right or wrong; null for people, and for the console, which knows no tokens. */
export function bearerIn({
  path,
  headers,
}: {
  readonly path: string;
  readonly headers: { readonly authorization?: string | undefined };
}): string | null {
  if (!path.startsWith('/api/')) return null;
  return BEARER.exec(headers.authorization ?? '')?.[1] ?? null;
}
