import type { OpenAPIObject } from '@nestjs/swagger';
import { describeRefusals, refusalResponses } from './describeRefusals.js';
import {
  FIELD_SCOPES_EXTENSION,
  READ_ONLY_EXTENSION,
  ROLES_EXTENSION,
  SCOPE_EXTENSION,
  SIGNED_IN_EXTENSION,
  STEP_UP_EXTENSION,
} from './routes.js';
import { ETAG_EXTENSION } from './versions.js';

export const COOKIE_SCHEME = 'session';
export const KEY_SCHEME = 'apiKey';

interface Operation {
  description?: string;
  security?: Record<string, string[]>[];
  parameters?: object[];
  requestBody?: { content?: Record<string, unknown> };
  responses: Record<string, object>;
  [extension: `x-${string}`]: unknown;
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A unique key for this request, such as a random UUID. A repeat within 24 hours acts only once and returns the first answer.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
} as const;

/** Adds to every operation what opens it, how it is refused, and whether it may be repeated safely. From what the routes declare. */
export function describeAccess(document: OpenAPIObject): void {
  document.components = { ...document.components, responses: refusalResponses() };
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      if (!operation.responses) continue;
      describeOperation(method, operation);
      describeRefusals(operation, { method, path, isOpen: operation.security?.length === 0 });
    }
  }
}

function describeOperation(method: string, operation: Operation): void {
  const roles = operation[ROLES_EXTENSION] as string[] | undefined;
  const scope = operation[SCOPE_EXTENSION] as string | null | undefined;
  const isOpen = !roles && operation[SIGNED_IN_EXTENSION] !== true;
  operation.security = isOpen ? [] : [{ [COOKIE_SCHEME]: [] }, ...(scope ? [{ [KEY_SCHEME]: [] }] : [])];
  const sentences = [
    operation.description ?? '',
    roles ? `Roles: ${roles.join(', ')}.` : '',
    scope ? `Scope of an API key: \`${scope}\`.` : isOpen ? '' : 'Not open to API keys.',
    ...Object.entries((operation[FIELD_SCOPES_EXTENSION] ?? {}) as Record<string, string>).map(
      ([field, needed]) => `With \`${field}\` a key needs \`${needed}\` as well.`,
    ),
    operation[READ_ONLY_EXTENSION] === true ? 'Changes nothing, so it is safe to repeat without an Idempotency-Key.' : '',
    operation[STEP_UP_EXTENSION] === true ? 'People must have confirmed their identity within the last ten minutes.' : '',
  ];
  const description = sentences.filter(Boolean).join(' ');
  if (description) operation.description = description;
  describeEtag(method, operation);
  if (method === 'post' && !isOpen && !operation.requestBody?.content?.['multipart/form-data'])
    operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
}

/** What is deleted has no version any more. */
function describeEtag(method: string, operation: Operation): void {
  const isVersioned = operation[ETAG_EXTENSION] === true;
  delete operation[ETAG_EXTENSION];
  const done = operation.responses['200'];
  if (isVersioned && done && method !== 'delete') Object.assign(done, { headers: ETAG });
}

const ETAG = {
  ETag: { description: 'The version, for `If-Match` of a change', schema: { type: 'string', example: '"3"' } },
} as const;
