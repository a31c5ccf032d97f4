import { processorMsSince } from '../../../test/support/processorTime.js';
import { redactText } from './redactText.js';

it.each([
  ['connect postgres://rapport:s3cret@db:5432/rapport failed', 'connect postgres://[redacted]@db:5432/rapport failed'],
  ['GET /u/AbC_123-x', 'GET /u/[redacted]'],
  ['https://rapport.example.com/invite/AbC123?x=1', 'https://rapport.example.com/invite/[redacted]?[redacted]'],
  ['/api/v1/invitations/AbC123/accept', '/api/v1/invitations/[redacted]/accept'],
  ['/api/v1/workspaces/1/contacts?search=ann&limit=5 failed', '/api/v1/workspaces/1/contacts?[redacted] failed'],
  ['key rk_abc123_SECRETsecret was refused', 'key rk_[redacted] was refused'],
  ['Authorization: Bearer abc.def.ghi', 'Authorization: [redacted] [redacted]'],
  ['sent Bearer abc.def.ghi', 'sent Bearer [redacted]'],
  ['cookie __Host-rapport=abcDEF; Path=/', 'cookie __Host-rapport=[redacted]; Path=/'],
  ['{"password":"p4ss word","name":"x"}', '{"password":[redacted],"name":"x"}'],
  ['Key (email)=(ann@example.com) already exists.', 'Key (email)=([redacted]) already exists.'],
  [`Unexpected token 'p', "planted text" is not valid JSON`, `Unexpected token 'p', [redacted] is not valid JSON`],
  ['invalid input syntax for type integer: "planted"', 'invalid input syntax for type integer: [redacted]'],
  ['550 5.1.1 <ann.lee+x@mail.example.com>: unknown', '550 5.1.1 <[address]>: unknown'],
  ['opened v1.0a1b2c3d.AAAAbbbbCCCCddddEEEEffff here', 'opened [redacted] here'],
])('%s', (text, safe) => {
  expect(redactText(text)).toBe(safe);
});

it.each([
  'http.request',
  '/u/:token/undo',
  '/api/v1/invitations/:token/accept',
  '/api/v1/workspaces/:workspaceId/contacts/:id',
  'duplicate key value violates unique constraint "uq_contacts_email"',
  '    at run (/app/node_modules/.pnpm/@nestjs+core@12.5.1/node_modules/@nestjs/core/router.js:69:48)',
  '0190a0b0-0000-7000-8000-000000000000',
])('leaves what helps: %s', (text) => {
  expect(redactText(text)).toBe(text);
});

it('stays quick with long and strange text', () => {
  const begun = process.cpuUsage();
  for (const text of [
    '@'.repeat(50_000),
    'a@'.repeat(25_000),
    '/api/'.repeat(10_000),
    `${'a.'.repeat(25_000)}@`,
    'password='.repeat(5_000),
  ])
    redactText(text);
  expect(processorMsSince(begun)).toBeLessThan(2_000);
});
