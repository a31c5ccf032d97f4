import type { OpenAPIObject } from '@nestjs/swagger';

/** What a field says of input. Answers are as long as what was stored: texts from providers, names from imports. */
const RULES = ['minLength', 'maxLength', 'minItems', 'maxItems'] as const;

/** The decorators of fields serve requests and answers alike; schemas that only answers use make no promise of length. */
export function dropRequestRules(document: OpenAPIObject): void {
  const schemas = document.components?.schemas ?? {};
  const ofRequests = new Set<string>();
  const visit = (part: unknown): void => {
    for (const name of referencesIn(part)) {
      if (ofRequests.has(name)) continue;
      ofRequests.add(name);
      visit(schemas[name]);
    }
  };
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item as Record<string, { requestBody?: unknown; parameters?: unknown }>)) {
      visit(operation.requestBody);
      visit(operation.parameters);
    }
  }
  for (const [name, schema] of Object.entries(schemas)) if (!ofRequests.has(name)) dropIn(schema);
}

function referencesIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const own = '$ref' in part && typeof part.$ref === 'string' ? [part.$ref.replace('#/components/schemas/', '')] : [];
  return [...own, ...Object.values(part).flatMap(referencesIn)];
}

function dropIn(schema: unknown): void {
  if (typeof schema !== 'object' || schema === null) return;
  const record = schema as Record<string, unknown>;
  // A rule is a number; a field of that name would be a schema.
  for (const rule of RULES) if (typeof record[rule] === 'number') delete record[rule];
  for (const part of Object.values(record)) dropIn(part);
}
