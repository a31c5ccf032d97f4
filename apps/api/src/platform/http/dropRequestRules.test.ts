import type { OpenAPIObject } from '@nestjs/swagger';
import { dropRequestRules } from './dropRequestRules.js';

const text = { type: 'string', maxLength: 500 };

function documentWith(schemas: Record<string, object>, content: Record<string, { schema: { $ref: string } }>): OpenAPIObject {
  const responses = { 200: { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } } } };
  return {
    openapi: '3.0.0',
    info: { title: '', version: '' },
    paths: { '/a': { post: { requestBody: { content }, responses } } },
    components: { schemas },
  };
}

it('takes limits from schemas that only answers use, and leaves those of requests at any depth', () => {
  const document = documentWith(
    {
      Answer: { type: 'object', properties: { maxLength: text, tags: { type: 'array', maxItems: 3, items: text } } },
      Input: { type: 'object', properties: { inner: { allOf: [{ $ref: '#/components/schemas/Inner' }] } } },
      Inner: { type: 'object', properties: { name: text } },
    },
    { 'application/json': { schema: { $ref: '#/components/schemas/Input' } } },
  );
  dropRequestRules(document);
  expect(document.components?.schemas).toMatchObject({
    Answer: { properties: { maxLength: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } } },
    Inner: { properties: { name: text } },
  });
  expect(JSON.stringify(document.components?.schemas?.['Answer'])).not.toMatch(/500|maxItems/);
});
