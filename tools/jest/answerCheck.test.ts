import { AnswerCheck } from './AnswerCheck.mjs';

const check = new AnswerCheck({
  paths: {
    '/things/{id}': {
      get: {
        responses: {
          200: {
            content: {
              'application/json': {
                schema: { type: 'object', required: ['data'], properties: { data: { $ref: '#/components/schemas/Thing' } } },
              },
            },
          },
          404: { $ref: '#/components/responses/NotFound' },
          default: { $ref: '#/components/responses/Failed' },
        },
      },
    },
    '/file': { get: { responses: { 200: { content: { 'text/csv': { schema: { type: 'string', format: 'binary' } } } } } } },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        required: ['name', 'size', 'kind'],
        properties: {
          name: { type: 'string', nullable: true },
          size: { type: 'integer' },
          kind: { type: 'string', enum: ['a', null], nullable: true },
          owner: { type: 'object', nullable: true, allOf: [{ $ref: '#/components/schemas/Owner' }] },
          free: { type: 'object', additionalProperties: true },
        },
      },
      Owner: { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } },
      ErrorEnvelope: { type: 'object', required: ['error'], properties: { error: { type: 'string' } } },
    },
    responses: {
      NotFound: { content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorEnvelope' } } } },
      Failed: { 'x-statuses': [500], content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorEnvelope' } } } },
    },
  },
});

const thing = { name: null, size: 1, kind: null, owner: null, free: { any: 1 } };

function problemWith(
  data: unknown,
  changes: { route?: string; status?: number; method?: string; contentType?: string; text?: string } = {},
): string | null {
  const answer = { method: 'GET', route: '/things/:id', status: 200, contentType: 'application/json; charset=utf-8', ...changes };
  return check.problemWith({ text: JSON.stringify({ data }), ...answer });
}

it('agrees with what the document describes, null and free objects included', () => {
  expect(problemWith(thing)).toBeNull();
  expect(problemWith({ ...thing, owner: { id: '0198c0de-0000-7000-8000-000000000001' } })).toBeNull();
  expect(problemWith(null, { status: 404, text: '{"error":"gone"}' })).toBeNull();
});

it('names route, status, path and what is wrong', () => {
  const about = 'GET /things/:id answered 200; in the OpenAPI document ';
  expect(problemWith({ ...thing, size: null })).toBe(`${about}/data/size must be integer`);
  expect(problemWith({ name: 'a', kind: 'a' })).toBe(`${about}/data must have required property 'size'`);
  expect(problemWith({ ...thing, colour: 1 })).toBe(`${about}/data must not have the field colour`);
  expect(problemWith({ ...thing, owner: { id: '0198c0de-0000-7000-8000-000000000001', age: 1 } })).toBe(
    `${about}/data/owner must not have the field age`,
  );
  expect(problemWith({ ...thing, owner: { id: 'me' } })).toBe(`${about}/data/owner/id must match format "uuid"`);
  expect(problemWith({ ...thing, kind: 'c' })).toBe(`${about}/data/kind must be one of ["a",null]`);
});

it('knows no other routes, statuses and types of content', () => {
  expect(problemWith(thing, { route: '/others' })).toMatch(/there is no such route$/);
  expect(problemWith(thing, { method: 'POST' })).toMatch(/there is no such route$/);
  expect(problemWith(thing, { status: 409 })).toMatch(/this route has only the statuses 200, 404, default$/);
  expect(problemWith(thing, { contentType: 'text/html' })).toMatch(/its content type is application\/json, not text\/html$/);
  expect(problemWith(null, { route: '/file', contentType: 'text/csv; charset=utf-8', text: '' })).toBeNull();
});

it('reads what any address may answer from `default`, and errors of addresses without a route', () => {
  expect(problemWith(null, { status: 500, text: '{"error":"failed"}' })).toBeNull();
  expect(problemWith(null, { status: 500, text: '{"message":"failed"}' })).toMatch(/required property 'error'/);
  expect(problemWith(null, { route: '*', status: 404, text: '{"error":"nothing"}' })).toBeNull();
  expect(problemWith(null, { route: '*', status: 404, text: '{}' })).toMatch(/required property 'error'/);
});
