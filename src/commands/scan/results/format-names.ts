export const FORMATS = ['table', 'json', 'html'] as const;
export type Format = (typeof FORMATS)[number];
