/** The `code` that Node, the driver or PostgreSQL gave an error, e.g. `ENOENT` or `40P01`; null when there is none. */
export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
