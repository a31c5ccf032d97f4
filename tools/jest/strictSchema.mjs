/** @typedef {Readonly<Record<string, unknown>>} Schema */

/**
 * A schema of an OpenAPI 3.0 document as JSON Schema that allows no field it does not name: `nullable` becomes a type of its own, and an
 * object with named fields is closed. References lead to schemas that are registered by their name alone.
 * @param {Schema} schema
 * @returns {Schema}
 */
export function strictSchema(schema) {
  const { nullable, ...rest } = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strictPart(key, value)]));
  if (rest.properties && rest.additionalProperties === undefined) rest.additionalProperties = false;
  if (nullable !== true) return rest;
  if (typeof rest.type === 'string' && !rest.allOf) return { ...rest, type: [rest.type, 'null'] };
  return { if: { not: { type: 'null' } }, then: rest };
}

/**
 * @param {string} key
 * @param {unknown} value
 */
function strictPart(key, value) {
  switch (key) {
    case '$ref':
      return String(value).split('/').at(-1);
    case 'example':
    case 'enum':
    case 'default':
      return value;
    // Names of fields, which may be those of keywords.
    case 'properties':
      return Object.fromEntries(
        Object.entries(/** @type {Record<string, Schema>} */ (value)).map(([name, field]) => [name, strictSchema(field)]),
      );
    default:
      return Array.isArray(value)
        ? value.map((part) => (isSchema(part) ? strictSchema(part) : part))
        : isSchema(value)
          ? strictSchema(value)
          : value;
  }
}

/**
 * @param {unknown} value
 * @returns {value is Schema}
 */
function isSchema(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
