/** The routes of the API as its own document tells them, and bodies of their schemas. */
import { readFileSync } from 'node:fs';

/**
 * @typedef {{ $ref?: string, allOf?: Schema[], type?: string, format?: string, enum?: unknown[], properties?: Record<string, Schema>, additionalProperties?: boolean,
 *   items?: Schema, minimum?: number, maxLength?: number, maxItems?: number }} Schema
 * @typedef {{ name: string, in: string, schema?: Schema }} Parameter
 * @typedef {{ method: string, path: string, query: string[], isPublic: boolean, isRepeatable: boolean, body: Schema | null, upload: string | null }} Route
 * @typedef {{ parameters?: Parameter[], security?: unknown[], requestBody?: { content: Record<string, { schema: Schema }> } }} Operation
 */

const document = /** @type {{ paths: Record<string, Record<string, Operation>>, components: { schemas: Record<string, Schema> } }} */ (
  JSON.parse(readFileSync(new URL('../../libs/sdk/openapi.json', import.meta.url), 'utf8'))
);

/** @returns {Route[]} */
export function routesOf() {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], security = [], requestBody }]) => {
      const form = requestBody?.content['multipart/form-data'];
      return {
        method: method.toUpperCase(),
        path,
        query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
        isPublic: security.length === 0,
        isRepeatable: parameters.some(({ name }) => name === 'Idempotency-Key'),
        body: requestBody?.content['application/json']?.schema ?? null,
        upload: form
          ? (Object.entries(resolve(form.schema).properties ?? {}).find(([, part]) => part.format === 'binary')?.[0] ?? 'file')
          : null,
      };
    }),
  );
}

/** @param {Schema} schema @returns {Schema} */
function resolve(schema) {
  const target = schema.$ref ?? schema.allOf?.[0]?.$ref;
  return target ? (document.components.schemas[target.split('/').at(-1) ?? ''] ?? {}) : schema;
}

/**
 * A body of a schema with every field there is.
 * @param {Schema} schema
 * @param {{ text?: (schema: Schema) => string | null, entries?: (schema: Schema) => number, idOf?: (name: string) => string }} how `text` and `entries` replace what an honest client sends
 * @param {string} [name]
 * @returns {unknown}
 */
export function sample(schema, how, name = '') {
  const resolved = resolve(schema);
  if (resolved.enum) return resolved.enum[0];
  switch (resolved.type) {
    case 'object': {
      const fields = Object.entries(resolved.properties ?? {}).map(([key, inner]) => [key, sample(inner, how, key)]);
      const further = resolved.additionalProperties
        ? Array.from({ length: how.entries?.(resolved) ?? 1 }, (_, n) => [`field_${n}`, how.text?.(resolved) ?? 'x'])
        : [];
      return Object.fromEntries([...fields, ...further.slice(0, 190)]);
    }
    case 'array':
      return Array.from({ length: how.entries?.(resolved) ?? 1 }, () => sample(resolved.items ?? {}, how, name));
    case 'integer':
    case 'number':
      return resolved.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return how.text?.(resolved) ?? honestText(resolved, how.idOf?.(name) ?? '');
  }
}

/** How many texts a body of this schema has. @param {Schema} schema @returns {number} */
export function countTexts(schema) {
  let count = 0;
  sample(schema, { text: () => ((count += 1), 'x') });
  return count;
}

/** @param {Schema} schema @param {string} id */
function honestText({ format, maxLength = 100 }, id) {
  if (format === 'uuid') return id;
  if (format === 'email') return `stall-${Math.random().toString(36).slice(2)}@example.com`;
  if (format === 'date-time') return '2027-01-01T00:00:00.000Z';
  return 'A text for this field'.slice(0, maxLength);
}
