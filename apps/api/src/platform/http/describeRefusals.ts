import type { OpenAPIObject } from '@nestjs/swagger';
import { REFUSALS_EXTENSION } from './routes.js';

type Responses = NonNullable<NonNullable<OpenAPIObject['components']>['responses']>;

interface Operation {
  responses: Record<string, object>;
  [extension: `x-${string}`]: unknown;
}

interface Address {
  readonly method: string;
  /** `/api/v1/workspaces/{workspaceId}` */
  readonly path: string;
  readonly isOpen: boolean;
}

const REFUSALS = {
  400: { name: 'Unreadable', text: 'The request cannot be read' },
  401: { name: 'Unknown', text: 'Nobody is signed in, or the API key is not valid (`auth.required`, `auth.keyRefused`)' },
  403: {
    name: 'NotAllowed',
    text: 'The role, the scope or a recent confirmation of identity is missing (`auth.roleTooLow`, `auth.scopeMissing`, `auth.keyNotAccepted`, `auth.stepUpRequired`)',
  },
  404: { name: 'NotFound', text: 'Nothing with this id is visible to the caller' },
  409: {
    name: 'Conflict',
    text: 'It conflicts with the current state, or the Idempotency-Key was used for another request or is still in use (`idempotency.*`)',
  },
  410: {
    name: 'Gone',
    text: 'It no longer exists: a deleted workspace, a used link, a contact that was merged into another (`workspace.deleted`, `auth.linkOver`, `contact.merged`)',
  },
  412: { name: 'ChangedMeanwhile', text: 'It was changed since the version that the caller names' },
  422: { name: 'Invalid', text: 'Fields are wrong or unknown; `fields` names each of them (`request.invalid`)' },
  429: { name: 'TooMany', text: 'Too many requests; `Retry-After` tells how many seconds to wait (`request.tooMany`)' },
} as const;

const RATE_HEADERS = {
  'RateLimit-Limit': { description: 'Requests a minute', schema: { type: 'integer' } },
  'RateLimit-Remaining': { description: 'Requests left in this minute', schema: { type: 'integer' } },
  'RateLimit-Reset': { description: 'Seconds until the minute ends', schema: { type: 'integer' } },
  'RateLimit-Policy': { description: 'The limit with its window, such as 1200;w=60', schema: { type: 'string' } },
} as const;

/** Have nothing to do with a route, so every operation names them together, as `default`. */
const ANYWHERE = {
  405: 'the address has no such method',
  408: 'the request arrived too slowly',
  413: 'it is too large (`request.tooLarge`, `upload.tooLarge`)',
  414: 'its address is too long',
  415: 'its content type is not accepted',
  431: 'its headers are too large',
  500: 'server error (`server.failed`)',
  503: 'the server is busy and has changed nothing; try again (`server.busy`)',
} as const;

const FAILED = 'Failed';
/** Which statuses a `default` stands for. */
const STATUSES_EXTENSION = 'x-statuses';

/** Each refusal once, for `components.responses`. */
export function refusalResponses(): Responses {
  const anywhere = Object.entries(ANYWHERE).map(([status, text]) => `${status}: ${text}`);
  const failed = refusal(`What any address may answer. ${anywhere.join('; ')}`, false);
  return {
    ...Object.fromEntries(Object.entries(REFUSALS).map(([status, { name, text }]) => [name, refusal(text, status === '429')])),
    [FAILED]: Object.assign(failed, { [STATUSES_EXTENSION]: Object.keys(ANYWHERE).map(Number) }),
  };
}

/** Refers to every refusal that an operation can answer: by its address and method, and by what `@Refuses` says. */
export function describeRefusals(operation: Operation, address: Address): void {
  const declared = (operation[REFUSALS_EXTENSION] ?? []) as readonly number[];
  delete operation[REFUSALS_EXTENSION];
  for (const [status, { name }] of Object.entries(REFUSALS)) {
    if (isPossible(status, address) || declared.includes(Number(status)))
      operation.responses[status] ??= { $ref: `#/components/responses/${name}` };
  }
  operation.responses['default'] ??= { $ref: `#/components/responses/${FAILED}` };
}

function isPossible(status: string, { method, path, isOpen }: Address): boolean {
  const isRead = method === 'get';
  switch (status) {
    case '401':
      return !isOpen;
    // Whatever changes something is refused from another site.
    case '403':
      return !isOpen || !isRead;
    case '404':
      return path.includes('{');
    case '409':
      return !isRead;
    case '410':
      return /\{(workspaceId|token)\}/.test(path);
    case '412':
      return false;
    default:
      return true;
  }
}

function refusal(description: string, isLimit: boolean): Exclude<Responses[string], { $ref: string }> {
  return {
    description,
    ...(isLimit ? { headers: { ...RATE_HEADERS, 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } } } : {}),
    content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorEnvelope' } } },
  };
}
