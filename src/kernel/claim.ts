/** A known rumour with its verdict, from the organisation's claim library. */
export interface Claim {
  readonly id: string;
  /** The claim as it circulates: one wording per language or variant. */
  readonly wordings: readonly { readonly language: string; readonly text: string }[];
  readonly verdict: 'false' | 'misleading' | 'unverified' | 'true';
  /** Where a coordinator can check it. */
  readonly source: string | null;
}
