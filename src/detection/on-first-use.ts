const makers = new Set<() => unknown>();

/**
 * Puts off what costs time or memory until it is first asked for, and keeps it from then on. Whoever only needs to know
 * which detectors there are, a command or the console, never pays for their indexes.
 */
export function onFirstUse<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  const get = () => (made ??= { value: make() }).value;
  makers.add(get);
  return get;
}

/** Makes all that was put off, ahead of the first message. Blocks the thread for as long as that takes. */
export function makeEverything(): void {
  for (const make of makers) make();
}
