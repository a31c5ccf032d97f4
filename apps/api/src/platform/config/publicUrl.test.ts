import { readPublicUrl } from './publicUrl.js';

it.each([
  ['https://rapport.example.com', 'https://rapport.example.com'],
  ['https://rapport.example.com/', 'https://rapport.example.com'],
  ['HTTPS://Rapport.Example.com:443//', 'https://rapport.example.com'],
  ['http://localhost:3000', 'http://localhost:3000'],
  ['http://rapport', 'http://rapport'],
  ['https://example.com/rapport', 'https://example.com/rapport'],
  ['https://example.com/tools/rapport/', 'https://example.com/tools/rapport'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ['http://[::1]:3000', 'http://[::1]:3000'],
  ['https://x.example/a/%2e%2e', 'https://x.example'],
])('reads PUBLIC_URL=%s', (text, expected) => {
  const problems: string[] = [];
  expect(readPublicUrl(text, problems)).toBe(expected);
  expect(problems).toEqual([]);
});

it.each([
  ['rapport.example.com', 'must be the address'],
  ['ftp://example.com', 'must be the address'],
  ['javascript:alert(1)', 'must be the address'],
  ['https://', 'must be the address'],
  ['https:example.com', 'must be the address'],
  ['https://x.example/?a=1', 'without "?"'],
  ['https://x.example/?', 'without "?"'],
  ['https://x.example/#a', 'without "?"'],
  ['https://x.example/rapport#', 'without "?"'],
  ['https://user:secret@x.example', 'without a user name or password'],
  ['https://user@x.example', 'without a user name or password'],
  ['https://x.example/a b', 'Its path may hold'],
  ['https://x.example/a//b', 'Its path may hold'],
  ['https://x.example/büro', 'Its path may hold'],
  ['https://x.example/{{tag}}', 'Its path may hold'],
  ['https://x.example/api', 'begins with /api'],
  ['https://x.example/u/rapport', 'begins with /u'],
  ['https://x.example/f', 'begins with /f'],
])('refuses PUBLIC_URL=%s and says why, without repeating it', (text, words) => {
  const problems: string[] = [];
  expect(readPublicUrl(text, problems)).toBeNull();
  expect(problems.join()).toMatch(words);
  expect(problems.join()).not.toContain('secret');
});
