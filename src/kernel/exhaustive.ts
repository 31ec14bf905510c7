/** The last branch of a switch over a union: adding a member to the union stops compiling here. */
export function exhaustive(value: never): never {
  throw new TypeError(`A case is missing for ${JSON.stringify(value)}`);
}
