import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { documentOfDiscovery, isDiscovery } from './discovery.js';
import type { Document, Operation } from './vendorDocument.js';

/** One call as it passed over the wire: `body` and `answer` are what was sent, parsed. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query?: readonly string[];
  readonly contentType: string;
  readonly body: unknown;
  readonly status: number;
  readonly answer: unknown;
  /** Of the answer; JSON where it is left out. */
  readonly answerType?: string;
}

/** Formats that only Twilio's document has. What it calls a URI is relative in every one of its examples. */
const TWILIO_FORMATS: Readonly<Record<string, RegExp>> = {
  uri: /^(?:\/|https?:\/\/)\S+$/,
  'phone-number': /^\+\d+$/,
  'date-time-rfc-2822': /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}$/,
  currency: /^[A-Z]{3}$/,
  'http-method': /^(?:GET|POST)$/,
  'phone-number-capabilities': /.*/,
  'uri-map': /.*/,
  endpoint: /^\+\d+$/,
  twiml: /^<Response>.*<\/Response>$/,
};

/**
 * Holds a loopback server, and what reaches it, to the vendor's own OpenAPI document, or Google's discovery document. Null where the document is not there: it is not part
 * of the project (VENDOR_SPECS names its folder; by default `shared/vendor-specs` beside the project).
 */
export class VendorSpec {
  private readonly ajv = addFormats.default(new Ajv({ strict: false, allErrors: true, coerceTypes: true }));
  private readonly known = new Map<string, ValidateFunction>();

  private constructor(
    private readonly document: Document,
    private readonly name: string,
  ) {
    for (const [format, pattern] of Object.entries(TWILIO_FORMATS)) if (name.startsWith('twilio')) this.ajv.addFormat(format, pattern);
    if (name.startsWith('openai')) this.ajv.addFormat('unixtime', true);
    this.ajv.addSchema({ ...document, $id: name }, name);
  }

  static read(file: string): VendorSpec | null {
    const folder = process.env['VENDOR_SPECS'] ?? join(process.cwd(), '..', 'shared', 'vendor-specs');
    const path = join(folder, file);
    if (!existsSync(path)) return null;
    const document: unknown = JSON.parse(readFileSync(path, 'utf8'), asAjvReads);
    return new VendorSpec(isDiscovery(document) ? documentOfDiscovery(document) : (document as Document), file);
  }

  /** What is wrong with it by the document, in words; nothing when it is as the vendor says. */
  problemsOf({ method, path, query = [], contentType, body, status, answer, answerType = 'application/json' }: Exchange): string[] {
    const found = this.operationOf(method, path);
    if (!found) return [`${method} ${path} is not in the document.`];
    const [template, operation] = found;
    const place = `${method} ${template}`;
    const bodySchema = operation.requestBody?.content?.[contentType.split(';')[0] ?? '']?.schema;
    const answerSchema = (operation.responses?.[String(status)] ?? operation.responses?.['default'])?.content?.[answerType]?.schema;
    const unknown = operation.query ? query.filter((name) => !operation.query?.includes(name)) : [];
    return [
      ...unknown.map((name) => `${place} does not know ${name}.`),
      ...(operation.requestBody && !bodySchema ? [`${place} does not take ${contentType}.`] : []),
      ...(bodySchema ? this.check(`${place} request ${contentType}`, bodySchema, body) : []),
      ...(answerSchema ? this.check(`${place} answer ${status} ${answerType}`, answerSchema, answer) : []),
    ];
  }

  private operationOf(method: string, path: string): [string, Operation] | null {
    const parts = path.split('/');
    for (const [template, operations] of Object.entries(this.document.paths)) {
      const names = template.split('/');
      const fits = names.length === parts.length && names.every((name, place) => name.startsWith('{') || name === parts[place]);
      const operation = operations[method.toLowerCase()];
      if (fits && operation) return [template, operation];
    }
    return null;
  }

  private check(place: string, schema: object, value: unknown): string[] {
    const validate = this.known.get(place) ?? this.ajv.compile(this.absolute(schema) as object);
    this.known.set(place, validate);
    if (validate(structuredClone(value))) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${place}: ${instancePath || '/'} ${message ?? ''}`);
  }

  /** References inside the document, from outside it. */
  private absolute(schema: unknown): unknown {
    if (Array.isArray(schema)) return schema.map((item) => this.absolute(item));
    if (typeof schema !== 'object' || schema === null) return schema;
    return Object.fromEntries(
      Object.entries(schema).map(([key, value]) => [
        key,
        key === '$ref' && typeof value === 'string' && value.startsWith('#') ? `${this.name}${value}` : this.absolute(value),
      ]),
    );
  }
}

/**
 * Mailgun's document calls some of its times objects; each of its examples is a text. OpenAI's says of references that they may be null,
 * for which there is no word in JSON Schema.
 */
function asAjvReads(_key: string, value: unknown): unknown {
  if (typeof value === 'object' && value !== null && 'nullable' in value && value.nullable === true && !('type' in value)) {
    const { nullable: _nullable, ...schema } = value;
    return { anyOf: [schema, { type: 'null' }] };
  }
  if (isNullableChoice(value)) return { ...value, enum: [...value.enum, null] };
  const reference = (value as { allOf?: readonly { $ref?: string }[] } | null)?.allOf?.[0]?.$ref;
  return reference?.endsWith('RFC822Time') ? { type: 'string' } : value;
}

function isNullableChoice(value: unknown): value is { readonly enum: readonly unknown[] } {
  const { nullable, enum: choices } = (value ?? {}) as { readonly nullable?: unknown; readonly enum?: unknown };
  return nullable === true && Array.isArray(choices) && !choices.includes(null);
}
