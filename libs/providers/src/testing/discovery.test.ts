import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Exchange, VendorSpec } from './vendorSpec.js';

/** As Google writes it, cut down to one resource. */
const discovery = {
  discoveryVersion: 'v1',
  parameters: { alt: { type: 'string', location: 'query' } },
  schemas: {
    Draft: {
      type: 'object',
      properties: {
        id: { type: 'string', annotations: { required: ['mail.drafts.send'] } },
        raw: { type: 'string', format: 'byte' },
        sizes: { type: 'array', items: { type: 'integer', format: 'int32' } },
      },
    },
  },
  resources: {
    drafts: {
      methods: {
        send: {
          id: 'mail.drafts.send',
          path: 'v1/users/{userId}/drafts/send',
          httpMethod: 'POST',
          parameters: { userId: { location: 'path' } },
          request: { $ref: 'Draft' },
          response: { $ref: 'Draft' },
        },
        list: {
          id: 'mail.drafts.list',
          path: 'v1/users/{userId}/drafts',
          httpMethod: 'GET',
          parameters: { userId: { location: 'path' }, q: { location: 'query' } },
        },
      },
    },
  },
};

let folder: string;
const before = process.env['VENDOR_SPECS'];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'discovery-'));
  writeFileSync(join(folder, 'mail.json'), JSON.stringify(discovery));
  process.env['VENDOR_SPECS'] = folder;
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  if (before === undefined) delete process.env['VENDOR_SPECS'];
  else process.env['VENDOR_SPECS'] = before;
});

const problemsOf = (over: Partial<Exchange>): string[] | undefined =>
  VendorSpec.read('mail.json')?.problemsOf({
    method: 'POST',
    path: '/v1/users/me/drafts/send',
    contentType: 'application/json; charset=utf-8',
    body: { id: 'r-1' },
    status: 200,
    answer: { id: '1', raw: 'ab-_' },
    ...over,
  });

it('takes what Google’s document names, and refuses everything else', () => {
  expect(problemsOf({})).toEqual([]);
  expect(problemsOf({ path: '/v1/users/me/other' })).toHaveLength(1);
  expect(problemsOf({ body: { id: 'r-1', colour: 'red' } })).toHaveLength(1);
  expect(problemsOf({ answer: { colour: 'red' } })).toHaveLength(1);
  expect(problemsOf({ answer: { sizes: ['large'] } })).toHaveLength(1);
  // What one method needs another does without; bytes travel in the alphabet of addresses.
  expect(problemsOf({ body: {} })).toHaveLength(1);
  expect(problemsOf({ answer: {} })).toEqual([]);
  expect(problemsOf({ answer: { raw: 'ab+/' } })).toHaveLength(1);
});

it('knows what may come after the question mark', () => {
  const list = { method: 'GET', path: '/v1/users/me/drafts', contentType: '', body: undefined };
  expect(problemsOf({ ...list, query: ['q', 'alt'] })).toEqual([]);
  expect(problemsOf({ ...list, query: ['query'] })).toEqual(['GET /v1/users/{userId}/drafts does not know query.']);
});
