/** The fields of an exported message that mean something here; every one may be missing or of an odd type. */
export type Raw = Readonly<Record<string, unknown>>;
