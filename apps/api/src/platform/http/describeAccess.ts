import type { OpenAPIObject } from '@nestjs/swagger';
import {
  FIELD_SCOPES_EXTENSION,
  READ_ONLY_EXTENSION,
  ROLES_EXTENSION,
  SCOPE_EXTENSION,
  SIGNED_IN_EXTENSION,
  STEP_UP_EXTENSION,
} from './routes.js';

type ResponseObject = Exclude<NonNullable<NonNullable<OpenAPIObject['components']>['responses']>[string], { $ref: string }>;

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

const REFUSALS = {
  400: { name: 'Unreadable', text: 'The request cannot be read' },
  401: { name: 'Unknown', text: 'Nobody is signed in, or the API key is not valid (`auth.required`, `auth.keyRefused`)' },
  403: {
    name: 'NotAllowed',
    text: 'The role, the scope or a fresh proof is missing (`auth.roleTooLow`, `auth.scopeMissing`, `auth.keyNotAccepted`, `auth.stepUpRequired`)',
  },
  409: {
    name: 'Conflict',
    text: 'It does not fit what is there now, or the Idempotency-Key was used for another request or is still in use (`idempotency.*`)',
  },
  429: { name: 'TooMany', text: 'Too many requests; `Retry-After` tells how many seconds to wait (`request.tooMany`)' },
} as const;

const RATE_HEADERS = {
  'RateLimit-Limit': { description: 'Requests a minute', schema: { type: 'integer' } },
  'RateLimit-Remaining': { description: 'Requests left in this minute', schema: { type: 'integer' } },
  'RateLimit-Reset': { description: 'Seconds until the minute is over', schema: { type: 'integer' } },
  'RateLimit-Policy': { description: 'The limit with its window, such as 1200;w=60', schema: { type: 'string' } },
} as const;

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A key of your own for this request, such as a random UUID. Sent again within 24 hours, the request acts once and gets the first answer.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
} as const;

/** Adds to every operation what opens it, how it is refused, and whether it may be repeated safely. From what the routes declare. */
export function describeAccess(document: OpenAPIObject): void {
  document.components = {
    ...document.components,
    responses: Object.fromEntries(Object.entries(REFUSALS).map(([status, { name, text }]) => [name, refusal(text, status === '429')])),
  };
  for (const item of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      if (operation.responses) describeOperation(method, operation);
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
    operation[READ_ONLY_EXTENSION] === true ? 'Changes nothing, so it may be sent again with or without an Idempotency-Key.' : '',
    operation[STEP_UP_EXTENSION] === true ? 'People must have proved who they are within the last ten minutes.' : '',
  ];
  const description = sentences.filter(Boolean).join(' ');
  if (description) operation.description = description;
  if (method === 'post' && !isOpen && !operation.requestBody?.content?.['multipart/form-data'])
    operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
  for (const [status, { name }] of Object.entries(REFUSALS)) {
    if (isOpen && (status === '401' || status === '403')) continue;
    if (status === '409' && method === 'get') continue;
    operation.responses[status] ??= { $ref: `#/components/responses/${name}` };
  }
}

function refusal(description: string, isLimit: boolean): ResponseObject {
  return {
    description,
    ...(isLimit ? { headers: { ...RATE_HEADERS, 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } } } : {}),
    content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorEnvelope' } } },
  };
}
