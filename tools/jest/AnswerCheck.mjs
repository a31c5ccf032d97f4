import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { strictSchema } from './strictSchema.mjs';

/**
 * @typedef {object} Answer
 * @property {string} method
 * @property {string} route as Fastify writes it, `/api/v1/workspaces/:workspaceId`; `*`: an address without a route
 * @property {number} status
 * @property {string} contentType
 * @property {string} text empty for what was streamed
 *
 * @typedef {import('./strictSchema.mjs').Schema} Schema
 * @typedef {{ readonly $ref?: string, readonly 'x-statuses'?: readonly number[], readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }} Response
 * @typedef {{ readonly responses: Readonly<Record<string, Response>> }} Operation
 * @typedef {{ readonly paths: Readonly<Record<string, unknown>>, readonly components?: { readonly schemas?: object, readonly responses?: object } }} Document
 */

const JSON_TYPE = 'application/json';
const MOST_PROBLEMS = 5;

/** Compares answers with the OpenAPI document. A schema is compiled when the first answer needs it. */
export class AnswerCheck {
  #ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    validateSchema: false,
    code: { optimize: false },
  });
  /** @type {Map<string, import('ajv').ValidateFunction>} */
  #compiled = new Map();
  /** @type {Document} */
  #document;

  /** @param {Document} document */
  constructor(document) {
    this.#document = document;
    formats.default(this.#ajv);
    this.#ajv.addVocabulary(['example']);
    for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) this.#ajv.addSchema(strictSchema(schema), name);
  }

  /**
   * What the document does not say of this answer, as one line with route, status and JSON path; null if it agrees.
   * @param {Answer} answer
   */
  problemWith(answer) {
    const problem = this.#find(answer);
    return problem && `${answer.method} ${answer.route} answered ${answer.status}; in the OpenAPI document ${problem}`;
  }

  /** @param {Answer} answer */
  #find({ method, route, status, contentType, text }) {
    const type = contentType.split(';')[0] ?? '';
    if (route === '*') return type === JSON_TYPE ? this.#compare('ErrorEnvelope', { $ref: 'ErrorEnvelope' }, text) : null;
    const path = route.replace(/:(\w+)/g, '{$1}');
    const item = /** @type {Record<string, Operation | undefined> | undefined} */ (this.#document.paths[path]);
    const responses = item?.[method === 'HEAD' ? 'get' : method.toLowerCase()]?.responses;
    if (!responses) return 'there is no such route';
    const name = responses[status] || !this.#coversAnywhere(responses.default, status) ? String(status) : 'default';
    const response = responses[name];
    if (!response) return `this route has only the statuses ${Object.keys(responses).join(', ')}`;
    const content = this.#resolve(response).content ?? {};
    if (!content[type]?.schema) return `its content type is ${Object.keys(content).join(', ') || 'none'}, not ${type || 'none'}`;
    return type === JSON_TYPE ? this.#compare(response.$ref ?? `${method} ${path} ${name}`, content[type].schema, text) : null;
  }

  /**
   * `default` names what it stands for.
   * @param {Response | undefined} response
   * @param {number} status
   */
  #coversAnywhere(response, status) {
    return response !== undefined && (this.#resolve(response)['x-statuses'] ?? []).includes(status);
  }

  /** @param {Response} response */
  #resolve(response) {
    const shared = /** @type {Record<string, Response>} */ (this.#document.components?.responses ?? {});
    return response.$ref ? (shared[response.$ref.split('/').at(-1) ?? ''] ?? {}) : response;
  }

  /**
   * @param {string} key names the schema
   * @param {Schema} schema
   * @param {string} text
   */
  #compare(key, schema, text) {
    // The answer to HEAD.
    if (text === '') return null;
    const validate = this.#compiled.get(key) ?? this.#ajv.compile(strictSchema(schema));
    this.#compiled.set(key, validate);
    return validate(JSON.parse(text)) ? null : listed(validate.errors ?? []);
  }
}

/** `if` only repeats that the part of a nullable schema failed. @param {import('ajv').ErrorObject[]} errors */
function listed(errors) {
  const told = errors.filter(({ keyword }) => keyword !== 'if').slice(0, MOST_PROBLEMS);
  return told.map(describe).join('; ');
}

/** @param {import('ajv').ErrorObject} error */
function describe({ instancePath, message, keyword, params }) {
  const at = instancePath || '/';
  if (keyword === 'additionalProperties') return `${at} must not have the field ${params.additionalProperty}`;
  if (keyword === 'enum') return `${at} must be one of ${JSON.stringify(params.allowedValues)}`;
  return `${at} ${message ?? keyword}`;
}
