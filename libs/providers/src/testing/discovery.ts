import type { Document, Operation } from './vendorDocument.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  /** The methods that do not go without this property. */
  readonly annotations?: { readonly required?: readonly string[] };
}

interface Method {
  readonly id: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly parameters?: Readonly<Record<string, { readonly location: string }>>;
  readonly request?: { readonly $ref: string };
  readonly response?: { readonly $ref: string };
}

interface Resource {
  readonly methods?: Readonly<Record<string, Method>>;
  readonly resources?: Readonly<Record<string, Resource>>;
}

interface Discovery extends Resource {
  readonly discoveryVersion: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly schemas: Readonly<Record<string, Schema>>;
}

export function isDiscovery(document: unknown): document is Discovery {
  return typeof document === 'object' && document !== null && 'discoveryVersion' in document;
}

/** Google's format in that of OpenAPI, as far as VendorSpec reads it. What the document does not name is refused, as Google refuses it. */
export function documentOfDiscovery(discovery: Discovery): Document {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const method of methodsOf(discovery)) {
    const path = `/${method.path}`;
    paths[path] = { ...paths[path], [method.httpMethod.toLowerCase()]: operationOf(method, discovery) };
  }
  const schemas = Object.fromEntries(Object.entries(discovery.schemas).map(([name, schema]) => [name, schemaOf(schema)]));
  return { paths, components: { schemas } };
}

function methodsOf({ methods = {}, resources = {} }: Resource): Method[] {
  return [...Object.values(methods), ...Object.values(resources).flatMap(methodsOf)];
}

function operationOf({ id, parameters = {}, request, response }: Method, discovery: Discovery): Operation {
  const inQuery = Object.entries(parameters).flatMap(([name, { location }]) => (location === 'query' ? [name] : []));
  const properties = Object.entries((request && discovery.schemas[request.$ref]?.properties) ?? {});
  const required = properties.flatMap(([name, { annotations }]) => (annotations?.required?.includes(id) ? [name] : []));
  const json = (schema: object): { content: Record<string, { schema: object }> } => ({ content: { 'application/json': { schema } } });
  return {
    query: [...inQuery, ...Object.keys(discovery.parameters ?? {})],
    ...(request ? { requestBody: json({ allOf: [schemaOf(request), { required }] }) } : {}),
    responses: { '200': response ? json(schemaOf(response)) : {} },
  };
}

function schemaOf({ $ref, type, format, items, properties, additionalProperties, enum: values }: Schema): object {
  if ($ref !== undefined) return { $ref: `#/components/schemas/${$ref}` };
  return {
    ...(type === undefined || type === 'any' ? {} : { type }),
    ...(format === 'byte' ? { pattern: '^[A-Za-z0-9_-]*={0,2}$' } : {}),
    ...(values ? { enum: values } : {}),
    ...(items ? { items: schemaOf(items) } : {}),
    ...(properties ? { properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, schemaOf(value)])) } : {}),
    ...(type === 'object' ? { additionalProperties: additionalProperties ? schemaOf(additionalProperties) : false } : {}),
  };
}
