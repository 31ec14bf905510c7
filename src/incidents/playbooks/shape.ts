/** What a playbook file may hold. The reader refuses by it and the JSON schema for editors is made from it: one fact, once. */
export type Shape =
  | { readonly kind: 'text'; readonly pattern: string; readonly max: number; readonly says: string }
  | { readonly kind: 'whole'; readonly min: number; readonly max: number }
  | { readonly kind: 'truth' }
  | { readonly kind: 'choice'; readonly of: readonly (string | number)[] }
  | { readonly kind: 'list'; readonly of: Shape; readonly min: number; readonly max: number }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Field>> };

export interface Field {
  readonly shape: Shape;
  readonly required: boolean;
  readonly about: string;
}

/** Made for editors: completion, hints, and red lines while a playbook is written. */
export function jsonSchemaOf(shape: Shape): Record<string, unknown> {
  switch (shape.kind) {
    case 'text':
      return { type: 'string', pattern: shape.pattern, maxLength: shape.max };
    case 'whole':
      return { type: 'integer', minimum: shape.min, maximum: shape.max };
    case 'truth':
      return { type: 'boolean' };
    case 'choice':
      return { enum: shape.of };
    case 'list':
      return { type: 'array', minItems: shape.min, maxItems: shape.max, items: jsonSchemaOf(shape.of) };
    case 'object':
      return {
        type: 'object',
        additionalProperties: false,
        required: Object.keys(shape.fields).filter((name) => shape.fields[name]?.required),
        properties: Object.fromEntries(
          Object.entries(shape.fields).map(([name, field]) => [
            name,
            { description: field.about, ...jsonSchemaOf(field.shape) },
          ]),
        ),
      };
  }
}
